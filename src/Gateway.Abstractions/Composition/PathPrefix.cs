namespace Gateway;

/// <summary>Mounting below a prefix: PEP 3333's SCRIPT_NAME and PATH_INFO, moved on segment borders only.</summary>
internal static class PathPrefix
{
    public static void Validate(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length < 2 || prefix[0] != '/' || prefix[^1] == '/')
            throw new ArgumentException($"The prefix '{prefix}' must begin with a slash and end without one, like '/api'.", nameof(prefix));
    }

    public static bool Matches(string prefix, string path) =>
        path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/');

    public static void Move(string prefix, Environ environ)
    {
        var path = environ.PathInfo;
        environ.ScriptName += prefix;
        environ.PathInfo = path[prefix.Length..];
    }
}
