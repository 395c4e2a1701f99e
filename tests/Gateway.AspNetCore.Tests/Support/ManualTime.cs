using System.Collections.Concurrent;

namespace Gateway.AspNetCore.Tests.Support;

/// <summary>A clock that strikes when a test says so, and never else.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly ConcurrentDictionary<ManualTimer, byte> _timers = new();

    /// <summary>Ends every wait that is under way.</summary>
    public void Strike()
    {
        foreach (var timer in _timers.Keys)
            timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        _timers[timer] = 0;
        return timer;
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public void Fire()
        {
            if (time._timers.TryRemove(this, out _))
                callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => time._timers.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
