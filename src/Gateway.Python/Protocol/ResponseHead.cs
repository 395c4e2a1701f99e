using System.Globalization;
using System.Text;

namespace Gateway.Python.Protocol;

/// <summary>Status and headers as a worker sent them. Only taken apart here; the host's start_response validates them.</summary>
internal readonly record struct ResponseHead(string Status, List<(string Name, string Value)> Headers)
{
    /// <summary>Takes a head apart: lines, the first the status, the others a name, a NUL and a value, in Latin-1.</summary>
    /// <exception cref="WorkerLostException">A line has no NUL.</exception>
    public static ResponseHead Parse(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var status = Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]);
        var headers = new List<(string Name, string Value)>();
        while (end >= 0)
        {
            bytes = bytes[(end + 1)..];
            end = bytes.IndexOf((byte)'\n');
            var line = end < 0 ? bytes : bytes[..end];
            var nul = line.IndexOf((byte)0);
            if (nul < 0)
                throw new WorkerLostException("The worker sent a header without a value.");
            headers.Add((Encoding.Latin1.GetString(line[..nul]), Encoding.Latin1.GetString(line[(nul + 1)..])));
        }

        return new(status, headers);
    }

    /// <summary>The value of a header, the first if there are more; null for none.</summary>
    public string? Find(string name) =>
        Headers.Find(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The declared length of the body in bytes; null for none, and for an invalid one, which start_response refuses.</summary>
    public long? ContentLength =>
        long.TryParse(Find("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
}
