using System.Net.Sockets;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Hosting;

/// <summary>The two-line server.</summary>
public sealed class GatewayServerTests
{
    [Fact]
    public async Task It_serves_a_lambda() => await ShouldServeAsync((urls, stop) => GatewayServer.RunAsync(
        (environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            return Body.Text("3\n2\n1\n");
        },
        urls, [], stop));

    [Fact]
    public async Task It_serves_an_async_lambda() => await ShouldServeAsync((urls, stop) => GatewayServer.RunAsync(
        async (environ, startResponse) =>
        {
            await Task.Yield();
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            return Body.Text("3\n2\n1\n");
        },
        urls, [], stop));

    [Fact]
    public async Task It_serves_a_generator() =>
        await ShouldServeAsync((urls, stop) => GatewayServer.RunAsync(NewcomerApps.Countdown, urls, [], stop));

    [Fact]
    public async Task It_serves_an_async_iterator() =>
        await ShouldServeAsync((urls, stop) => GatewayServer.RunAsync(NewcomerApps.AsyncCountdown, urls, [], stop));

    [Fact]
    public async Task It_takes_its_address_from_the_command_line() => await ShouldServeAsync((urls, stop) =>
        GatewayServer.RunAsync(NewcomerApps.OrdinaryMethod, args: ["--urls", urls], cancellationToken: stop));

    [Fact]
    public async Task The_blocking_form_serves_until_the_app_itself_stops_it()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var running = Task.Run(() => GatewayServer.Run(
            (environ, startResponse) =>
            {
                var lifetime = (Microsoft.Extensions.Hosting.IHostApplicationLifetime)((IServiceProvider)environ["gateway.services"]!)
                    .GetService(typeof(Microsoft.Extensions.Hosting.IHostApplicationLifetime))!;
                lifetime.StopApplication();
                startResponse("200 OK", []);
                return Body.Text("stopping");
            },
            "http://unix:" + path));

        await using var connection = await ConnectWhenListeningAsync(path, running);
        (await connection.GetAsync("/")).Text.ShouldBe("stopping");
        await running.WaitAsync(TestRun.Patience);
    }

    [Theory]
    [InlineData("Development", 500)]
    [InlineData("Production", 204)]
    public async Task The_linter_is_on_in_development_only(string environment, int status)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var stop = new CancellationTokenSource();
        var running = GatewayServer.RunAsync(
            (environ, startResponse) =>
            {
                startResponse("204 No Content", []);
                return Body.Text("A 204 has no body: the linter says so, a server only leaves it out.");
            },
            "http://unix:" + path, ["--environment", environment], stop.Token);
        await using (var connection = await ConnectWhenListeningAsync(path, running))
            (await connection.GetAsync("/")).Status.ShouldBe(status);

        await stop.CancelAsync();
        await running.WaitAsync(TestRun.Patience);
    }

    private static async Task ShouldServeAsync(Func<string, CancellationToken, Task> run)
    {
        // A Unix socket has a name before the server runs; a port of one's own cannot be had without a race.
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var stop = new CancellationTokenSource();
        var running = run("http://unix:" + path, stop.Token);
        await using (var connection = await ConnectWhenListeningAsync(path, running))
            (await connection.GetAsync("/")).Text.ShouldBe("3\n2\n1\n");

        await stop.CancelAsync();
        await running.WaitAsync(TestRun.Patience);
    }

    /// <summary>The server says to nobody that it listens, so the client asks until it does.</summary>
    private static async Task<RawConnection> ConnectWhenListeningAsync(string path, Task running)
    {
        var deadline = DateTime.UtcNow + TestRun.Patience;
        while (true)
        {
            try
            {
                return await RawConnection.OpenAsync(new UnixDomainSocketEndPoint(path));
            }
            catch (SocketException) when (DateTime.UtcNow < deadline && !running.IsCompleted)
            {
                await Task.Yield();
            }
        }
    }
}
