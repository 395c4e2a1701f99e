using Gateway.Toolkit.Routing.Handlers;

namespace Gateway.Toolkit.Routing;

/// <summary>What a router answers, itself and for a handler.</summary>
internal static class Answer
{
    private static readonly (string, string)[] PlainText = [("Content-Type", "text/plain")];

    public static Body Send(Response? response, RouteTarget handler, Environ environ, StartResponse startResponse) =>
        (response ?? throw new GatewayContractException($"The handler {handler.Name} returned null instead of a response.")).Send(environ, startResponse);

    public static Body NotFound(StartResponse startResponse)
    {
        startResponse("404 Not Found", PlainText);
        return Body.Text("404 Not Found\n");
    }

    /// <summary>RFC 9110, 15.5.6 and 9.3.7: whoever asks the wrong way is told the right ones, and so is whoever asks for them.</summary>
    public static Body Allowed(IEnumerable<string> methods, bool isOptions, StartResponse startResponse)
    {
        var known = new SortedSet<string>(methods, StringComparer.Ordinal) { "OPTIONS" };
        if (known.Contains("GET"))
            known.Add("HEAD");
        var allow = ("Allow", string.Join(", ", known));
        if (isOptions)
        {
            startResponse("204 No Content", [allow]);
            return Body.Empty;
        }

        startResponse("405 Method Not Allowed", [.. PlainText, allow]);
        return Body.Text("405 Method Not Allowed\n");
    }
}
