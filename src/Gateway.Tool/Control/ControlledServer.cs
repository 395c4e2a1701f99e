using System.Diagnostics;
using System.Runtime.InteropServices;
using Gateway.Tool.Serving;

namespace Gateway.Tool.Control;

/// <summary>The commands that an operator gives to a running server, by <c>gateway ctl</c> and by SIGQUIT.</summary>
internal sealed class ControlledServer(Server server, Signals signals)
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();

    public ServerStatus Status()
    {
        var requests = Requests();
        return new ServerStatus(
            Environment.ProcessId, server.Slot.Name ?? "", signals.Stopping.IsCancellationRequested ? "stopping" : server.State,
            Math.Round(Stopwatch.GetElapsedTime(_startedAt).TotalSeconds, 3), [.. server.Addresses], server.Connections, requests.Count,
            requests.Count(request => request.Phase == "waiting"), server.Slot.Workers);
    }

    public IReadOnlyList<RequestStatus> Requests() => [.. server.Requests.Take().Select(RequestStatus.Of)];

    public void Reload() => signals.ReloadRequests.Writer.TryWrite(true);

    /// <summary>Takes the server out of rotation, while it goes on serving.</summary>
    public void Drain() => server.LeaveRotation();

    public void Stop() => signals.Stop(PosixSignal.SIGTERM);

    /// <summary>Prints what is in flight, and the stacks of Python workers.</summary>
    public void Print(ToolConsole console)
    {
        var status = Status();
        console.Note($"{status.State}: {status.Connections} connections, {status.Requests} requests, {status.Waiting} of them wait");
        console.Note(RequestStatus.Table(Requests()));
        server.Slot.PrintStacks();
    }
}
