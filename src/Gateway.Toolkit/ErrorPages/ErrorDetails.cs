using System.Text.Json.Nodes;

namespace Gateway.Toolkit;

/// <summary>All that is known of a failure, as a page, as text or as problem details: whatever the client prefers.</summary>
internal static class ErrorDetails
{
    public static Response Of(Environ environ, Exception exception, Delegate app)
    {
        var response = Preference(environ) switch
        {
            "text/html" => Response.Html(ErrorPage.Render(environ, exception, app), 500),
            "application/problem+json" or "application/json" => Problem(exception),
            _ => Response.Text($"{exception}\n", 500),
        };
        // The page shows a request's own data: it is nobody else's, and nothing in it may run.
        return response
            .With("Content-Security-Policy", ErrorPage.SecurityPolicy)
            .With("X-Content-Type-Options", "nosniff")
            .With("Referrer-Policy", "no-referrer")
            .With("Cache-Control", "no-store");
    }

    private static string? Preference(Environ environ)
    {
        try
        {
            // A client that takes anything, as curl does, reads text best; a browser names HTML.
            return new Request(environ).Accepts("text/plain", "text/html", "application/problem+json", "application/json");
        }
        catch (BadRequestException)
        {
            return null;
        }
    }

    private static Response Problem(Exception exception) => Response.Problem(500, exception.Message, extensions:
    [
        new("exception", exception.GetType().FullName),
        new(
            "trace",
            new JsonArray(
                [.. exception.ToString().Split('\n', StringSplitOptions.TrimEntries).Select(line => (JsonNode?)JsonValue.Create(line))])),
    ]);
}
