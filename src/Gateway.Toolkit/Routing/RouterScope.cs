namespace Gateway.Toolkit;

/// <summary>Where a router stood when it passed a request on to what is mounted in it: its URLs begin there, wherever they are asked
/// for.</summary>
internal sealed record RouterScope(Router Router, string ScriptName, RouterScope? Outer)
{
    public const string Key = "toolkit.router";

    public static RouterScope? Of(Environ environ) => environ.TryGetValue(Key, out var value) ? value as RouterScope : null;

    public static string ScriptNameOf(Router router, Environ environ)
    {
        for (var scope = Of(environ); scope is not null; scope = scope.Outer)
        {
            if (ReferenceEquals(scope.Router, router))
                return scope.ScriptName;
        }

        return environ.ScriptName;
    }
}
