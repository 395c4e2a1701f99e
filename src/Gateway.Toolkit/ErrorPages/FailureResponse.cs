using Gateway.Hosting;

namespace Gateway.Toolkit;

/// <summary>A failure report in the form that the client prefers.</summary>
internal static class FailureResponse
{
    public static Response Of(Environ environ, Exception exception, Delegate app)
    {
        var report = new FailureReport(exception, $"{environ.RequestMethod} {environ.ScriptName}{environ.PathInfo}")
        {
            Environ = environ,
            App = app,
            Outer = [nameof(ErrorPages)],
        };
        // A client that takes anything, as curl does, reads text best. A browser names HTML.
        var response = ProblemResponse.Preference(environ, "text/plain", "text/html", ContentTypes.Problem, ContentTypes.Json) switch
        {
            "text/html" => Response.Html(report.ToHtml(), 500),
            ContentTypes.Problem or ContentTypes.Json => Response.Of(Body.Bytes(report.ToProblemJson()), ContentTypes.Problem, 500),
            _ => Response.Text(report.ToText(), 500),
        };
        foreach (var (name, value) in FailureReport.Headers)
            response.With(name, value);
        return response;
    }
}
