namespace Gateway.Toolkit;

/// <summary>The responses of a router, its own and those of a handler.</summary>
internal static class Answer
{
    private static readonly Response Nothing =
        Response.Problem(
            404,
            "There is nothing at this path. Look at its spelling: upper and lower case differ, and so do paths with and without a slash "
                + "at the end.")
            .With("Vary", "Accept");

    public static Body Send(Response? response, RouteTarget handler, Environ environ, StartResponse startResponse) =>
        (response ?? throw new GatewayContractException($"The handler {handler.Name} returned null instead of a response."))
            .Send(environ, startResponse);

    public static Body NotFound(Environ environ, StartResponse startResponse) =>
        Nothing.For(environ).Send(environ, startResponse);

    /// <summary>RFC 9110, 15.5.6 and 9.3.7: whoever asks the wrong way is told the right ones, and so is whoever asks for them.</summary>
    public static Body Allowed(IEnumerable<string> methods, Environ environ, StartResponse startResponse)
    {
        var known = new SortedSet<string>(methods, StringComparer.Ordinal) { "OPTIONS" };
        if (known.Contains("GET"))
            known.Add("HEAD");
        var allow = string.Join(", ", known);
        var response = environ.RequestMethod == "OPTIONS"
            ? Response.NoContent()
            : Response.Problem(405, $"Use one of the methods this path has: {allow}.");
        return response.With("Allow", allow).For(environ).Send(environ, startResponse);
    }
}
