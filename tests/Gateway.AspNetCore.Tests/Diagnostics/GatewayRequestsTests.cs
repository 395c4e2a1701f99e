using Gateway.AspNetCore.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Tests.Diagnostics;

/// <summary>The list of requests in flight.</summary>
public sealed class GatewayRequestsTests
{
    [Fact]
    public async Task A_synchronous_call_is_listed_with_its_thread_and_then_as_sending()
    {
        var (called, gate, sending, end) = (new Signal(), new Signal(), new Signal(), new Signal());
        var thread = 0;
        await using var host = await StartAsync((environ, startResponse) =>
        {
            thread = Environment.CurrentManagedThreadId;
            called.Set();
            gate.Wait();
            startResponse("200 OK", []);
            return Blocks();
        });
        await using var connection = await host.ConnectAsync();
        await connection.SendAsync("POST /caf%C3%A9?secret=1 HTTP/1.1", "Host: a", "Content-Length: 0", "", "");
        await called.WaitAsync();

        var running = Requests(host).ShouldHaveSingleItem();
        (running.Method, running.Path, running.Phase).ShouldBe(("POST", "/café", GatewayRequestPhase.Running));
        running.ThreadId.ShouldBe(thread);
        running.Age.ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);

        gate.Set();
        await sending.WaitAsync();
        Requests(host).ShouldHaveSingleItem().Phase.ShouldBe(GatewayRequestPhase.Sending);
        end.Set();
        await connection.ReceiveResponseAsync();
        await host.StopAsync();
        Requests(host).ShouldBeEmpty();

        IEnumerable<ReadOnlyMemory<byte>> Blocks()
        {
            yield return "begun"u8.ToArray();
            sending.Set();
            end.Wait();
            yield return "ended"u8.ToArray();
        }
    }

    [Fact]
    public async Task A_request_that_waits_for_its_turn_is_listed_as_waiting()
    {
        var (called, gate) = (new Signal(), new Signal());
        await using var host = await StartAsync(
            (environ, startResponse) =>
            {
                called.Set();
                gate.Wait();
                startResponse("200 OK", []);
                return Body.Empty;
            },
            options => options.Execution.Serial = true);
        var first = GetAsync(host, "/first");
        await called.WaitAsync();
        var second = GetAsync(host, "/second");
        while (Requests(host).Count < 2 || Requests(host)[1].Phase != GatewayRequestPhase.Waiting)
            await Task.Yield();

        var requests = Requests(host);
        requests.Select(request => request.Path).ShouldBe(["/first", "/second"], "The oldest is the first.");
        requests[1].ThreadId.ShouldBeNull();
        gate.Set();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_request_that_fails_is_not_listed_any_more()
    {
        await using var host = await StartAsync((_, _) => throw new InvalidOperationException("deliberate"));

        await GetAsync(host, "/");
        await host.StopAsync();

        host.Services.GetRequiredService<GatewayRequests>().Count.ShouldBe(0);
    }

    private static Task<GatewayHost> StartAsync(GatewayApp app, Action<GatewayOptions>? options = null) => GatewayHost.StartAsync(
        app,
        setup => (setup.Services, setup.Options) = (services => services.AddGatewayRequests(), options));

    private static IReadOnlyList<GatewayRequestInfo> Requests(GatewayHost host) =>
        host.Services.GetRequiredService<GatewayRequests>().Take();

    private static async Task GetAsync(GatewayHost host, string path)
    {
        await using var connection = await host.ConnectAsync();
        await connection.GetAsync(path);
    }
}
