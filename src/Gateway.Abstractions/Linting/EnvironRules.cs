using System.Buffers;

namespace Gateway;

/// <summary>The rules of the environ as a whole; <see cref="EnvironValueRules"/> has those of single entries.</summary>
internal static class EnvironRules
{
    //## The environ

    private static readonly string[] Required =
    [
        EnvironKeys.RequestMethod, EnvironKeys.ScriptName, EnvironKeys.PathInfo, EnvironKeys.QueryString,
        EnvironKeys.ServerName, EnvironKeys.ServerPort, EnvironKeys.ServerProtocol,
        EnvironKeys.Version, EnvironKeys.UrlScheme, EnvironKeys.Input, EnvironKeys.InputTerminated, EnvironKeys.Errors,
        EnvironKeys.MultiThread, EnvironKeys.MultiProcess, EnvironKeys.RunOnce,
    ];

    // RFC 3875, 4.1.18: no header but these two may have two names; and CVE-2016-5385.
    private static readonly string[] Forbidden = ["HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH", "HTTP_PROXY"];

    private static readonly SearchValues<char> HeaderKeyCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    public static void Check(Environ environ, LintLayer layer)
    {
        //# environ-required (host; W-10, W-11, W-12, W-14, W-17, W-18, W-31, W-32, W-33, W-34, W-35, W-36, W-37, X-01) The environ has
        //#   `REQUEST_METHOD`, `SCRIPT_NAME`, `PATH_INFO`, `QUERY_STRING`,
        //#   `SERVER_NAME`, `SERVER_PORT`, `SERVER_PROTOCOL`, `wsgi.version`, `wsgi.url_scheme`, `wsgi.input`, `wsgi.input_terminated`,
        //#   `wsgi.errors`, `wsgi.multithread`, `wsgi.multiprocess` and `wsgi.run_once`.
        foreach (var key in Required)
        {
            if (!environ.ContainsKey(key))
                throw Fail("environ-required", $"the environ has no {key}.");
        }

        //# environ-forbidden (host; W-20, X-05) `HTTP_CONTENT_TYPE`, `HTTP_CONTENT_LENGTH` and `HTTP_PROXY` never appear: the first two
        //#   are `CONTENT_TYPE` and `CONTENT_LENGTH`, the last passes for a setting.
        foreach (var key in Forbidden)
        {
            if (environ.ContainsKey(key))
                throw Fail("environ-forbidden", $"the environ has {key}, a key that no request header has.");
        }

        foreach (var (key, value) in environ)
        {
            //# environ-strings (host; W-09, W-26) Under a key without a dot stands a string. What is not known is left out, never null.
            if (!key.Contains('.', StringComparison.Ordinal) && value is not string)
            {
                throw Fail("environ-strings",
                    $"environ[\"{key}\"] is {value?.GetType().Name ?? "null"}; only a key with a dot may hold anything but a string.");
            }

            //# environ-types (host; W-30, W-38) Under a key with a dot that this page lists stands a value of the type it gives.
            if (EnvironTypes.Find(key) is { } type && !type.Fits(value))
                throw Fail("environ-types", $"environ[\"{key}\"] is {value?.GetType().Name ?? "null"}; it must be {type.Name}.");

            //# environ-header-keys (host; W-19, X-04) What follows `HTTP_` is letters in upper case, digits and `_`: nothing that could
            //#   pass for another header.
            if (key.StartsWith(EnvironKeys.HeaderPrefix, StringComparison.Ordinal)
                && key.AsSpan(EnvironKeys.HeaderPrefix.Length).ContainsAnyExcept(HeaderKeyCharacters))
                throw Fail("environ-header-keys", $"the environ has the key {key}, which no request header has.");

            //# reserved-keys (host, should; W-30) Keys that begin with `wsgi.` or `gateway.` are those of this page; other extensions
            //#   take a prefix of their own.
            if ((key.StartsWith("wsgi.", StringComparison.Ordinal) || key.StartsWith("gateway.", StringComparison.Ordinal))
                && EnvironTypes.Find(key) is null)
                layer.Advise("reserved-keys", LintSide.Host, $"the key {key} has a prefix that belongs to the contract.");
        }

        EnvironValueRules.Check(environ, Fail);

        //# method-known (host, should; W-10) A request method that is not among the usual ones passes, with a warning: it may be a slip.
        if (environ.RequestMethod
            is not ("GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" or "CONNECT" or "TRACE" or "QUERY"))
            layer.Advise("method-known", LintSide.Host, "the request method is not one of the usual ones; methods are case-sensitive.");

        LintException Fail(string rule, string what) => layer.Fail(rule, LintSide.Host, what);
    }
}
