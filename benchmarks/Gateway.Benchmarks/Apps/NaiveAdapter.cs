using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Gateway.Benchmarks.Apps;

/// <summary>The adapter one writes in an hour, kept as the thing not to be: a dictionary filled for every request, names built by string
/// work, a flush per write, a hop to the pool.</summary>
internal sealed class NaiveAdapter(NaiveAdapter.App app, bool hops = true)
{
    /// <summary>An app as such an adapter knows it.</summary>
    public delegate IEnumerable<byte[]> App(
        IDictionary<string, object?> environ, Action<string, List<(string Name, string Value)>> startResponse);

    public static IEnumerable<byte[]> Hello(
        IDictionary<string, object?> environ, Action<string, List<(string Name, string Value)>> startResponse)
    {
        if (((string)environ["REQUEST_METHOD"]!).Length + ((string)environ["PATH_INFO"]!).Length + ((string)environ["QUERY_STRING"]!)
            .Length == 0)
            throw new InvalidOperationException("The environ is empty.");
        startResponse("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "13")]);
        return [Payload.Hello];
    }

    public static App Blocks(int count, byte[] block)
    {
        return Generate;

        IEnumerable<byte[]> Generate(IDictionary<string, object?> environ, Action<string, List<(string Name, string Value)>> startResponse)
        {
            startResponse("200 OK", [("Content-Type", "application/octet-stream")]);
            for (var index = 0; index < count; index++)
                yield return block;
        }
    }

    public async Task InvokeAsync(HttpContext context)
    {
        var environ = Fill(context);
        var body = hops ? await Task.Run(() => app(environ, StartResponse)) : app(environ, StartResponse);
        foreach (var block in body)
        {
            await context.Response.Body.WriteAsync(block);
            await context.Response.Body.FlushAsync();
        }

        void StartResponse(string status, List<(string Name, string Value)> headers)
        {
            var words = status.Split(' ', 2);
            context.Response.StatusCode = int.Parse(words[0], CultureInfo.InvariantCulture);
            foreach (var (name, value) in headers)
                context.Response.Headers.Append(name, value);
        }
    }

    private static Dictionary<string, object?> Fill(HttpContext context)
    {
        var request = context.Request;
        var environ = new Dictionary<string, object?>
        {
            ["REQUEST_METHOD"] = request.Method,
            ["SCRIPT_NAME"] = request.PathBase.ToString(),
            ["PATH_INFO"] = request.Path.ToString(),
            ["QUERY_STRING"] = request.QueryString.ToString().TrimStart('?'),
            ["SERVER_NAME"] = request.Host.Host,
            ["SERVER_PORT"] = context.Connection.LocalPort.ToString(CultureInfo.InvariantCulture),
            ["SERVER_PROTOCOL"] = request.Protocol,
            ["REMOTE_ADDR"] = context.Connection.RemoteIpAddress?.ToString(),
            ["wsgi.version"] = (1, 0),
            ["wsgi.url_scheme"] = request.Scheme,
            ["wsgi.input"] = request.Body,
            ["wsgi.errors"] = Console.Error,
            ["wsgi.multithread"] = true,
            ["wsgi.multiprocess"] = false,
            ["wsgi.run_once"] = false,
        };
        foreach (var header in request.Headers)
            environ["HTTP_" + header.Key.ToUpperInvariant().Replace('-', '_')] = string.Join(",", header.Value.ToArray());
        return environ;
    }
}
