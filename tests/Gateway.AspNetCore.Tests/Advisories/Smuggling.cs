using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Advisories;

/// <summary>Sends bytes in which a lenient server finds a second request, and tells which requests the app saw.</summary>
internal static class Smuggling
{
    /// <summary>The path of the request that must never be found.</summary>
    public const string Hidden = "/hidden";

    /// <summary>Sends lines and a last request that ends the connection, then waits until the server has closed it. The client does not
    /// end its half: Kestrel may then drop requests that it has not read, and a test would prove nothing.</summary>
    public static async Task<IReadOnlyList<string>> PathsSeenAsync(params string[] lines)
    {
        var (seen, counted) = (new List<string>(), new Lock());
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            lock (counted)
                seen.Add(environ.PathInfo);
            environ.Input.CopyTo(Stream.Null);
            startResponse("200 OK", []);
            return Body.Text("seen");
        });
        await using var connection = await host.ConnectAsync();
        await connection.SendAsync([.. lines[..^1], lines[^1] + "GET /end HTTP/1.1", "Host: a", "Connection: close", "", ""]);
        await connection.ReceiveToEndAsync();

        await using var next = await host.ConnectAsync();
        await next.ShouldStillServeAsync();
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
        lock (counted)
            return [.. seen];
    }
}
