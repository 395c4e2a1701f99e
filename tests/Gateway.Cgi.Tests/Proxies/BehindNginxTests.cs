using Gateway.Cgi.Tests.Servers;

namespace Gateway.Cgi.Tests.Proxies;

[Requires("nginx")]
public sealed class BehindNginxTests : ProxyTests
{
    private protected override Task<SocketSite> StartAsync(GatewayApp app) =>
        SocketSite.StartAsync(app, WebServer.StartNginxAsync, "proxy-nginx.conf");

    [RequiringFact]
    public async Task An_app_that_sends_nothing_learns_that_the_client_has_gone()
    {
        var asked = new TaskCompletionSource();
        var gone = new TaskCompletionSource();
        await using var site = await StartAsync((environ, startResponse) =>
        {
            using var registration = environ.RequestAborted.Register(gone.SetResult);
            asked.SetResult();
            gone.Task.WaitAsync(TestTimeout.Limit).GetAwaiter().GetResult();
            startResponse("204 No Content", []);
            return Body.Empty;
        });
        using var leaving = new CancellationTokenSource();

        var request = site.Client.GetAsync("/", leaving.Token);
        await asked.Task.WaitAsync(TestTimeout.Limit);
        await leaving.CancelAsync();

        await gone.Task.WaitAsync(TestTimeout.Limit);
        await Should.ThrowAsync<OperationCanceledException>(request);
    }
}
