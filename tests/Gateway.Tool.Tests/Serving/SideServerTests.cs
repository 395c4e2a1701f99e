using Gateway.Tool.Serving;
using Gateway.Tool.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Tool.Tests.Serving;

/// <summary>Servers next to the app's: <c>gateway ctl</c>'s and the metrics'.</summary>
public sealed class SideServerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A command that stops the server would lose its response otherwise, and its client would send it again.</summary>
    [Fact]
    public async Task A_response_under_way_is_finished_when_the_server_stops()
    {
        var path = Path.Combine(_folder.Path, "side.sock");
        var entered = new TaskCompletionSource();
        var server = SideServer.Create(kestrel => kestrel.ListenUnixSocket(path));
        server.Run(async context =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, server.Lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await context.Response.WriteAsync("late");
        });
        await server.StartAsync();
        using var client = Http.ForUnixSocket(path);

        var response = Http.GetAsync(new Uri("http://localhost/"), client: client);
        await entered.Task.WaitAsync(ToolProcess.Patience);
        var stopped = SideServer.StopAsync(server);

        (await response).ShouldBe("200 late");
        await stopped;
    }
}
