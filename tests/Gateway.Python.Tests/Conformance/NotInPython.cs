namespace Gateway.Python.Tests.Conformance;

/// <summary>Cases of the suite that WSGI has no words for, and why.</summary>
internal static class NotInPython
{
    private const string Types = "the entry has a type of .NET";
    private const string Path = "PATH_INFO is decoded entirely in WSGI";
    private const string Callback = "WSGI has no callback for the end of a response";
    private const string Token = "WSGI has no token for a client that leaves";
    private const string Wrapper = "the wrapped file is an object of Python: see ResponseTests";
    private const string Length = "an iterable of Python does not know its length";
    private const string Lenient = "apps in the field do it, and other servers let them";
    private const string Ended = "the Python side is gone when the response has ended";

    /// <summary>Cases in which the app runs before the body has come: they need <see cref="PythonAppOptions.ReadAhead"/> 0.</summary>
    public static IReadOnlyList<string> Streaming { get; } = ["input-streamed", "input-truncated"];

    /// <summary>The beginnings of their ids.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["environ-gateway-keys"] = Types,
        ["header-raw"] = Types,
        ["header-repeated-apart"] = Types,
        ["path-slash/"] = Path,
        ["path-not-utf8"] = Path,
        ["path-backslash-dots"] = Path,
        ["url-!a%2Fb"] = Path,
        ["observed-stream"] = Length,
        ["observed-file"] = Length,
        ["write-from-iterable"] = Lenient,
        ["client-leaves-early"] = Token,
        ["client-leaves-awaiting"] = Token,
        ["finished-"] = Callback,
        ["input-bad-chunk-late"] = "the first block is kept for the client while the app goes on, so that a 400 may still come first",
        ["file-"] = Wrapper,
        ["start-after-end"] = Ended,
        ["write-after-end"] = Ended,
        ["input-after-end"] = Ended,
    };
}
