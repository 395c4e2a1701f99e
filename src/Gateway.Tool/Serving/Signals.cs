using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Gateway.Tool.Serving;

/// <summary>SIGTERM and SIGINT ask the server to end, and a second one ends the process at once; SIGHUP asks for a reload.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _reload = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<PosixSignalRegistration> _registrations;

    public Signals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, 15)),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, 2)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Reload),
    ];

    /// <summary>Cancelled by the first signal to end.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>An entry for every reload asked for; several in a row are one.</summary>
    public Channel<bool> ReloadRequests => _reload;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context, int number)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested)
            Environment.Exit(ExitCode.Killed(number));
        _stop.Cancel();
    }

    private void Reload(PosixSignalContext context)
    {
        context.Cancel = true;
        _reload.Writer.TryWrite(true);
    }
}
