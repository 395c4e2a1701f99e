using System.Text.RegularExpressions;
using Gateway.AspNetCore;
using Gateway.Fuzzing.Engine;
using Gateway.Fuzzing.Urls;

namespace Gateway.Fuzzing.Environs;

/// <summary>What holds for the environ of every request that reaches an app.</summary>
internal static partial class EnvironInvariants
{
    private static readonly string[] AlwaysPresent =
        ["REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL",
            "REQUEST_URI", "RAW_URI"];

    private static readonly string[] Asked =
    [
        .. AlwaysPresent, "CONTENT_TYPE", "CONTENT_LENGTH", "REMOTE_ADDR", "REMOTE_USER", "HTTP_HOST", "HTTP_COOKIE", "HTTP_X_A",
        "HTTP_X_AUTH_USER", "HTTP_X_CONTENT_LENGTH", "HTTP_CONTENT_TYPE",
        "HTTP_CONTENT_LENGTH", "HTTP_PROXY", "HTTP_", "HTTP__", "HTTP_TRANSFER_ENCODING", "HTTP_X_W", "HTTP_X-A", "http_x_a",
        "wsgi.url_scheme", "wsgi.input_terminated",
    ];

    /// <summary>Reads keys one by one, then all of them, and tells what is wrong.</summary>
    public static IEnumerable<string> Violations(Environ environ, FuzzProfile profile, SeenRequest seen)
    {
        var askedFirst = Asked.ToDictionary(key => key, key => environ.TryGetValue(key, out var value) ? value : null);
        foreach (var violation in UrlInvariants.Violations(environ))
            yield return violation;

        var all = environ.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var (key, value) in askedFirst)
        {
            if (!Equals(value, all.GetValueOrDefault(key)))
                yield return $"{key} was {Escaping.Escape(value as string)} when asked for and "
                    + $"is {Escaping.Escape(all.GetValueOrDefault(key) as string)} when enumerated";
        }

        foreach (var violation in all.SelectMany(pair => OfEntry(pair.Key, pair.Value)).Concat(OfWhole(all, profile, seen)))
            yield return violation;
    }

    private static IEnumerable<string> OfEntry(string key, object? value)
    {
        if (key.Contains('.', StringComparison.Ordinal))
            yield break;
        if (!CgiKey().IsMatch(key))
            yield return $"the key {Escaping.Escape(key)}";
        if (key is "HTTP_PROXY" or "HTTP_CONTENT_TYPE" or "HTTP_CONTENT_LENGTH")
            yield return $"the key {key} is there";
        if (value is not string text)
            yield return $"{key} is no string";
        else if (key.StartsWith("HTTP_", StringComparison.Ordinal) && text.Any(character => char.IsControl(character) && character != '\t'))
            yield return $"a control character in {key}: {Escaping.Escape(text)}";
    }

    private static IEnumerable<string> OfWhole(Dictionary<string, object?> all, FuzzProfile profile, SeenRequest seen)
    {
        foreach (var key in AlwaysPresent.Where(key => !all.ContainsKey(key)))
            yield return $"{key} is missing";

        string Text(string key) => all.GetValueOrDefault(key) as string ?? "";
        var (script, path, uri) = (Text("SCRIPT_NAME"), Text("PATH_INFO"), Text("REQUEST_URI"));
        if (path is not ("" or "*") && path[0] != '/')
            yield return $"PATH_INFO is {Escaping.Escape(path)}";
        if (!script.Equals(profile.Prefix, StringComparison.OrdinalIgnoreCase))
            yield return $"SCRIPT_NAME is {Escaping.Escape(script)}";
        if (profile.PathDecoding == PathDecoding.AspNetCore && script + path != seen.Path)
            yield return $"the app sees {Escaping.Escape(script + path)} and the middleware {Escaping.Escape(seen.Path)}";
        if (profile.PathDecoding == PathDecoding.Cgi && (path.Contains('\0') || path.Split('/').Contains("..")))
            yield return $"PATH_INFO is {Escaping.Escape(path)}";
        if (Text("REQUEST_METHOD") != seen.Method || Text("SERVER_PROTOCOL") != seen.Protocol)
            yield return "REQUEST_METHOD or SERVER_PROTOCOL is another";
        if (Text("SERVER_NAME").Length == 0 || Text("SERVER_PORT") != "5000")
            yield return $"SERVER_NAME is {Escaping.Escape(Text("SERVER_NAME"))}, SERVER_PORT {Escaping.Escape(Text("SERVER_PORT"))}";

        var question = uri.IndexOf('?', StringComparison.Ordinal);
        if (Text("QUERY_STRING") != (question < 0 ? "" : uri[(question + 1)..]))
            yield return $"QUERY_STRING is {Escaping.Escape(Text("QUERY_STRING"))} and REQUEST_URI {Escaping.Escape(uri)}";
        if (uri.Length == 0 || uri.Any(character => character is <= ' ' or > '~') || Credentials().IsMatch(uri))
            yield return $"REQUEST_URI is {Escaping.Escape(uri)}";

        if (all.TryGetValue("CONTENT_LENGTH", out var length)
            && (!Digits().IsMatch((string)length!) || all.ContainsKey("HTTP_TRANSFER_ENCODING")))
            yield return $"CONTENT_LENGTH is {Escaping.Escape((string)length!)}";
        if (all.ContainsKey("HTTP_X_CONTENT_LENGTH") && all.ContainsKey("HTTP_TRANSFER_ENCODING"))
            yield return "HTTP_X_CONTENT_LENGTH is the server's renaming";
    }

    [GeneratedRegex(@"\A[A-Z][A-Z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex CgiKey();

    [GeneratedRegex(@"\A[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A[a-z]+://[^/?]*@", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Credentials();
}
