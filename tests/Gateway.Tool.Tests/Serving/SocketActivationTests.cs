using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Serving;

/// <summary>fd://3: a socket that somebody else has opened.</summary>
public sealed partial class SocketActivationTests : IDisposable
{
    private const int SetFlags = 2; // F_SETFD; without FD_CLOEXEC a child inherits the socket.

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public SocketActivationTests()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Listen(512);
        fcntl((int)_socket.Handle, SetFlags, 0).ShouldBe(0);
    }

    private int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public void Dispose() => _socket.Dispose();

    [RequiringTheory("bash")]
    [InlineData("fd://3")]
    [InlineData(null)] // As in a systemd unit: what is passed on is the default.
    public async Task A_socket_that_is_passed_on_is_served(string? binding)
    {
        await using var tool = ToolProcess.StartWithSocket(
            _socket.Handle, ["serve", TestApps.One, .. binding is null ? Array.Empty<string>() : ["--bind", binding]]);
        await tool.ServingAsync();

        tool.Output.ShouldContain($"Listening on http://127.0.0.1:{Port}");
        (await Http.GetAsync(new Uri($"http://127.0.0.1:{Port}/"))).ShouldStartWith("200 ");
    }

    [RequiringFact("bash")]
    public async Task A_restart_on_the_same_socket_fails_no_request_under_load()
    {
        await using var first = ToolProcess.StartWithSocket(_socket.Handle, "serve", TestApps.One, "--bind", "fd://3");
        await first.ServingAsync();
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(_ => new LoadClient(Port)).ToList();
        var load = clients.ConvertAll(client => Task.Run(() => client.UntilAsync(stop.Token)));
        await SignalTests.UntilAsync(() => clients.TrueForAll(client => client.Answered > 20));

        await using var second = ToolProcess.StartWithSocket(_socket.Handle, "serve", TestApps.One, "--bind", "fd://3");
        await second.ServingAsync();
        first.Signal();
        (await first.ExitCodeAsync()).ShouldBe(ExitCode.Success);

        // Whoever answers now is the second.
        var before = clients.ConvertAll(client => client.Answered);
        await SignalTests.UntilAsync(
            () => clients.Zip(before, (client, answered) => client.Answered > answered + 20).All(isBeyond => isBeyond));
        await stop.CancelAsync();
        await Task.WhenAll(load).WaitAsync(ToolProcess.Patience);
        clients.SelectMany(client => client.Failures).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("fd://9999", "fd://9999: no such file is open", ExitCode.Listen)]
    [InlineData("fd://x", "--bind fd://x: the number of a socket", ExitCode.Usage)]
    public async Task What_is_no_socket_is_named(string binding, string message, int exitCode)
    {
        var result = await ToolProcess.RunAsync(["serve", TestApps.One, "--bind", binding]);

        result.Output.ShouldContain(message);
        result.ExitCode.ShouldBe(exitCode);
    }

    [LibraryImport("libc")]
    private static partial int fcntl(int handle, int command, int argument);
}
