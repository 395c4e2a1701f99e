using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Gateway.Tool.Serving;

/// <summary>SIGTERM and SIGINT ask the server to end, and a later one ends the process at once; SIGHUP asks for a reload, SIGQUIT for what
/// is in flight.</summary>
/// <remarks>A service manager and a wrapper may both pass the same SIGTERM on, so one that follows within a second is ignored.</remarks>
internal sealed class Signals : IDisposable
{
    private static readonly TimeSpan SameWish = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly Action<int> _exit;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _reload = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<PosixSignalRegistration> _registrations;
    private long? _stoppedAt;

    public Signals(TimeProvider? time = null, Action<int>? exit = null)
    {
        (_time, _exit) = (time ?? TimeProvider.System, exit ?? Environment.Exit);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Reload),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Quit),
        ];
    }

    /// <summary>Called at SIGQUIT.</summary>
    public Action? Inquiry { get; set; }

    /// <summary>Cancelled by the first signal to end.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>An entry for every reload asked for; several in a row are one.</summary>
    public Channel<bool> ReloadRequests => _reload;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }

    /// <summary>Begins to end, or ends the process at once.</summary>
    public void Stop(PosixSignal signal)
    {
        lock (_lock)
        {
            if (_stoppedAt is { } first)
            {
                if (signal != PosixSignal.SIGTERM || _time.GetElapsedTime(first) >= SameWish)
                    _exit(ExitCode.Killed(signal == PosixSignal.SIGTERM ? 15 : 2));
                return;
            }

            _stoppedAt = _time.GetTimestamp();
        }

        _stop.Cancel();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        Stop(context.Signal);
    }

    private void Quit(PosixSignalContext context)
    {
        context.Cancel = true;
        Inquiry?.Invoke();
    }

    private void Reload(PosixSignalContext context)
    {
        context.Cancel = true;
        _reload.Writer.TryWrite(true);
    }
}
