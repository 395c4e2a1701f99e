namespace Gateway.Testing.Hosting;

/// <summary>The target of a request: as a URL for cookies and keys, and as in the request line.</summary>
internal sealed record RequestTarget(Uri Url, string PathAndQuery)
{
    public static RequestTarget Parse(string target, Uri baseAddress)
    {
        if (target == "*")
            return new(baseAddress, target);
        if (target.StartsWith('/'))
            return new(Absolute(baseAddress.GetLeftPart(UriPartial.Authority) + target), target);

        var url = Absolute(target);
        if (url.Scheme is not ("http" or "https"))
            throw NotATarget(target);

        // Taken from the text, because Uri normalizes paths.
        var path = target.IndexOfAny(['/', '?'], target.IndexOf("://", StringComparison.Ordinal) + 3);
        var rest = path < 0 ? "/" : target[path..];
        return new(url, rest.StartsWith('/') ? rest : "/" + rest);
    }

    private static Uri Absolute(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed : throw NotATarget(url);

    private static ArgumentException NotATarget(string target) =>
        new($"The target '{target}' is neither a path beginning with '/' nor an http or https URL.");
}
