using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.Execution;

/// <summary>Logs the begin and the end of an overload, and a count at intervals, so that clients cannot fill the log.</summary>
internal sealed class OverloadLog(ILogger logger, TimeProvider time)
{
    /// <summary>The time between two counts, and without a 503 before an overload counts as over.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private long _since;
    private long _total;

    /// <summary>Records a request that gets a 503.</summary>
    public void Reject(string method, string path, string reason)
    {
        lock (_lock)
        {
            _since++;
            _total++;
            if (_timer is not null)
                return;
            _timer = StartTimer();
        }

        Log.OverloadBegan(logger, method, path, reason);
    }

    private ITimer StartTimer() => time.CreateTimer(_ => Report(), null, Interval, Timeout.InfiniteTimeSpan);

    private void Report()
    {
        long since, total;
        lock (_lock)
        {
            (since, total) = (_since, _total);
            _since = 0;
            _timer?.Dispose();
            _timer = since > 0 ? StartTimer() : null;
            if (since == 0)
                _total = 0;
        }

        if (since == 0)
            Log.OverloadEnded(logger, total);
        else
            Log.Overloaded(logger, since, Interval);
    }
}
