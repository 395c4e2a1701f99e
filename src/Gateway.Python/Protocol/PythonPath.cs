using System.Text;
using Gateway.Hosting;

namespace Gateway.Python.Protocol;

/// <summary>SCRIPT_NAME and PATH_INFO as PEP 3333 wants them: every octet decoded, <c>%2F</c> too, which the contract keeps.</summary>
internal static class PythonPath
{
    private const string EncodedSlash = "%2F";

    /// <summary>Decodes the path. Octets that are not UTF-8 survive where the request target still says what they were.</summary>
    /// <exception cref="RequestException">A <c>..</c> segment or a NUL comes to light, which no middleware in front could see.</exception>
    public static (byte[] ScriptName, byte[] PathInfo) Decode(string scriptName, string pathInfo, string? target)
    {
        if (!scriptName.Contains('%') && !pathInfo.Contains('%') && target?.Contains('%') != true)
            return (Encoding.UTF8.GetBytes(scriptName), Encoding.UTF8.GetBytes(pathInfo));

        var decoded = FromTarget(scriptName, pathInfo, target) ?? (DecodeSlashes(scriptName), DecodeSlashes(pathInfo));
        Check(decoded.ScriptName);
        Check(decoded.PathInfo);
        return decoded;
    }

    private static void Check(byte[] path)
    {
        if (RequestRules.CheckPath(Encoding.Latin1.GetString(path)) is { } refusal)
            throw new RequestException(refusal.Message, refusal.StatusCode, null);
    }

    // Only the target tells %252F from %2F. It is of use where no middleware has written another path.
    private static (byte[] ScriptName, byte[] PathInfo)? FromTarget(string scriptName, string pathInfo, string? target)
    {
        if (target is not { Length: > 0 } || target[0] != '/')
            return null;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        for (var end = 0; end >= 0; end = NextBorder(path, end))
        {
            var prefix = DecodeAsContract(path[..end]);
            if (prefix == scriptName && DecodeAsContract(path[end..]) == pathInfo)
                return (DecodeAll(path[..end]), DecodeAll(path[end..]));
            if (prefix.Length > scriptName.Length)
                return null;
        }

        return null;
    }

    // A mount ends at a slash, or at the end of the path.
    private static int NextBorder(string path, int border) =>
        border >= path.Length ? -1 : path.IndexOf('/', border + 1) is var next and >= 0 ? next : path.Length;

    private static string DecodeAsContract(string path)
    {
        if (!path.Contains('%'))
            return path;
        var parts = path.Replace("%2f", EncodedSlash, StringComparison.Ordinal).Split(EncodedSlash);
        return string.Join(EncodedSlash, parts.Select(Uri.UnescapeDataString));
    }

    private static byte[] DecodeAll(string path)
    {
        var octets = new byte[Encoding.UTF8.GetMaxByteCount(path.Length)];
        var count = 0;
        for (var index = 0; index < path.Length; index++)
        {
            if (path[index] == '%' && index + 2 < path.Length
                && char.IsAsciiHexDigit(path[index + 1]) && char.IsAsciiHexDigit(path[index + 2]))
            {
                octets[count++] = Convert.FromHexString(path.AsSpan(index + 1, 2))[0];
                index += 2;
            }
            else
            {
                count += Encoding.UTF8.GetBytes(path.AsSpan(index, 1), octets.AsSpan(count));
            }
        }

        return octets[..count];
    }

    private static byte[] DecodeSlashes(string path) =>
        Encoding.UTF8.GetBytes(path.Replace(EncodedSlash, "/", StringComparison.OrdinalIgnoreCase));
}
