using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>Files that were compressed beforehand, beside the ones they stand for.</summary>
internal static class Precompressed
{
    // The smaller one first.
    private static readonly (string Encoding, string Extension)[] Encodings = [("br", ".br"), ("gzip", ".gz")];

    /// <summary>Takes the one that the client wants most (RFC 9110, 12.5.3), instead of the file itself.</summary>
    /// <param name="environ">The request.</param>
    /// <param name="tree">Where to look.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="file">The file; afterwards, the one to send.</param>
    /// <returns>Its encoding, null where it has none; and whether another client may get another one.</returns>
    public static (string? Encoding, bool Varies) Select(Environ environ, FileTree tree, string path, ref FileInfo file)
    {
        var accepted = new TypedRequestHeaders(environ).AcceptEncoding;
        var (best, varies, chosen) = (Quality(accepted, "identity") ?? 0, false, (string?)null);
        foreach (var (encoding, extension) in Encodings)
        {
            if (tree.Find(path + extension) is not FileInfo compressed)
                continue;
            varies = true;
            // The identity coding wins only where the client names it as wanted more. A first choice takes a tie.
            var quality = accepted.Count == 0 ? 0 : Quality(accepted, encoding) ?? Quality(accepted, "*") ?? 0;
            if (quality > 0 && (chosen is null ? quality >= best : quality > best))
                (best, chosen, file) = (quality, encoding, compressed);
        }

        return (chosen, varies);
    }

    private static double? Quality(IList<StringWithQualityHeaderValue> accepted, string encoding)
    {
        foreach (var item in accepted)
        {
            // RFC 9110, 8.4.1.3: x-gzip is the same.
            if (item.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase)
                || (encoding == "gzip" && item.Value.Equals("x-gzip", StringComparison.OrdinalIgnoreCase)))
                return item.Quality ?? 1;
        }

        return null;
    }
}
