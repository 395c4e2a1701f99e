using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Advisories;

/// <summary>Sends bytes in which a lenient server finds a second request, and tells which requests the app saw.</summary>
internal static class Smuggling
{
    /// <summary>The path of the request that must never be found.</summary>
    public const string Hidden = "/hidden";

    /// <summary>Sends lines, then waits until the server has answered all it found, or has closed the connection.</summary>
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
        await connection.SendAsync(lines);
        connection.ShutdownSend();
        await connection.ReceiveToEndAsync();

        await using var next = await host.ConnectAsync();
        await next.ShouldStillServeAsync();
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
        lock (counted)
            return [.. seen];
    }
}
