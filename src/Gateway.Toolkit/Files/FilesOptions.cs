using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>Options of <see cref="FileServer"/>.</summary>
public sealed class FilesOptions
{
    /// <summary>The file that stands for its directory; null for none. Default: <c>index.html</c>.</summary>
    public string? IndexFile { get; set; } = "index.html";

    /// <summary>Media types by extension (<c>.glb</c>), before the usual ones. Default: none.</summary>
    public IDictionary<string, string> ContentTypes { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether <c>app.js.br</c> or <c>app.js.gz</c>, where there is one, is sent for <c>app.js</c> to who takes it. Default:
    /// true.</summary>
    public bool Precompressed { get; set; } = true;

    /// <summary>Whether symbolic links are followed, to files below the root only. Default: false; a path through one is not
    /// found.</summary>
    public bool FollowSymbolicLinks { get; set; }

    /// <summary>The Cache-Control (RFC 9111, 5.2) to send, by the path below the root, <c>/css/site.css</c>: <c>*</c> stands for any
    /// characters, slashes among them, <c>?</c> for one.
    /// The first pattern that fits counts. Default: none.</summary>
    public IList<(string Pattern, string CacheControl)> CacheRules { get; } = [];

    /// <summary>The Cache-Control of what no rule is for; null for none. Default: <c>no-cache</c>, kept but asked about each
    /// time.</summary>
    public string? CacheControl { get; set; } = "no-cache";

    internal void Validate()
    {
        if (IndexFile is not null && (IndexFile.Length == 0 || IndexFile.AsSpan().ContainsAny('/', '\\')))
            throw new ArgumentException($"FilesOptions.IndexFile is '{IndexFile}'; it must be the name of a file.");
        foreach (var (extension, type) in ContentTypes)
        {
            if (extension is not ['.', _, ..])
                throw new ArgumentException($"FilesOptions.ContentTypes has the extension '{extension}'; it must begin with a dot.");
            if (!MediaTypeHeaderValue.TryParse(type, out _))
                throw new ArgumentException($"FilesOptions.ContentTypes has '{type}' for '{extension}'; that is not a media type.");
        }

        foreach (var (pattern, value) in CacheRules)
        {
            if (pattern is not ['/' or '*', ..])
                throw new ArgumentException(
                    $"FilesOptions.CacheRules has the pattern '{pattern}'; paths begin with '/', so it must begin with '/' or '*'.");
            ThrowIfMalformed(value, nameof(CacheRules));
        }

        if (CacheControl is not null)
            ThrowIfMalformed(CacheControl, nameof(CacheControl));
    }

    private static void ThrowIfMalformed(string value, string option)
    {
        if (!CacheControlHeaderValue.TryParse(value, out _))
            throw new ArgumentException($"FilesOptions.{option} has '{value}'; that is not a Cache-Control (RFC 9111, 5.2).");
    }
}
