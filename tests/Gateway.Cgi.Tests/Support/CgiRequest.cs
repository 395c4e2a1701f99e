using System.Globalization;
using System.Text;

namespace Gateway.Cgi.Tests.Support;

/// <summary>One request as a web server passes it to a CGI program, in memory.</summary>
internal sealed class CgiRequest
{
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal)
    {
        ["GATEWAY_INTERFACE"] = "CGI/1.1",
        ["SERVER_SOFTWARE"] = "test/1.0",
        ["REQUEST_METHOD"] = "GET",
        ["SCRIPT_NAME"] = "",
        ["PATH_INFO"] = "/",
        ["QUERY_STRING"] = "",
        ["REQUEST_URI"] = "/",
        ["SERVER_NAME"] = "localhost",
        ["SERVER_PORT"] = "80",
        ["SERVER_PROTOCOL"] = "HTTP/1.1",
        ["REMOTE_ADDR"] = "127.0.0.1",
        ["REMOTE_PORT"] = "50000",
        ["HTTP_HOST"] = "localhost",
    };

    public Stream Input { get; set; } = Stream.Null;

    public Stream? Output { get; set; }

    public CancellationToken Stopping { get; set; }

    public static CgiRequest Get(params (string Name, string Value)[] variables)
    {
        var request = new CgiRequest();
        foreach (var (name, value) in variables)
            request.Environment[name] = value;
        return request;
    }

    public static CgiRequest Post(string body)
    {
        var request = Get(
            ("REQUEST_METHOD", "POST"), ("CONTENT_LENGTH", Encoding.UTF8.GetByteCount(body).ToString(CultureInfo.InvariantCulture)));
        request.Input = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return request;
    }

    public Task<CgiAnswer> RunAsync(GatewayApp app) => RunAsync(host => host.RunAsync(app, Stopping));

    public Task<CgiAnswer> RunAsync(AsyncGatewayApp app) => RunAsync(host => host.RunAsync(app, Stopping));

    /// <summary>Serves an app that only looks at the environ.</summary>
    public async Task<CgiAnswer> SeeAsync(Action<Environ> look)
    {
        var answer = await RunAsync((environ, startResponse) =>
        {
            look(environ);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        answer.Errors.ShouldBe("");
        answer.Status.ShouldBe("200 OK");
        return answer;
    }

    private async Task<CgiAnswer> RunAsync(Func<CgiHost, Task<int>> run)
    {
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        var exitCode = await run(new CgiHost(Environment, Input, Output ?? output, errors));
        return CgiAnswer.Parse(output.ToArray(), exitCode, Encoding.UTF8.GetString(errors.ToArray()));
    }
}
