using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gateway.AspNetCore;

/// <summary>The instruments of the meter and the activity source <c>Gateway.AspNetCore</c>.</summary>
internal sealed class GatewayMetrics
{
    public const string Name = "Gateway.AspNetCore";

    private static readonly ActivitySource Source = new(Name);

    private readonly Counter<long> _rejected;
    private readonly Counter<long> _timedOut;
    private readonly UpDownCounter<long> _waiting;
    private readonly UpDownCounter<long> _blocking;

    public GatewayMetrics(IMeterFactory? factory)
    {
        var meter = factory?.Create(Name) ?? new Meter(Name);
        _rejected = meter.CreateCounter<long>(
            "gateway.requests.rejected", "{request}", "Requests answered 503, by reason: queue_full or queue_timeout.");
        _timedOut = meter.CreateCounter<long>("gateway.requests.timed_out", "{request}", "Requests that took longer than RequestTimeout.");
        _waiting = meter.CreateUpDownCounter<long>(
            "gateway.requests.waiting", "{request}", "Requests that wait for a thread or for their turn.");
        _blocking = meter.CreateUpDownCounter<long>(
            "gateway.requests.blocking", "{request}", "Calls of synchronous apps on threads that may block.");
    }

    public void RequestRejected(string reason) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void RequestTimedOut() => _timedOut.Add(1);

    /// <summary>A request waits until the result is disposed.</summary>
    public Waiting StartWaiting() => new(_waiting, Source.StartActivity("gateway.wait"));

    /// <summary>A call blocks a thread until the result is disposed.</summary>
    public Waiting StartBlocking() => new(_blocking, activity: null);

    public readonly struct Waiting : IDisposable
    {
        private readonly UpDownCounter<long> _count;
        private readonly Activity? _activity;

        internal Waiting(UpDownCounter<long> count, Activity? activity)
        {
            (_count, _activity) = (count, activity);
            _count.Add(1);
        }

        public void Dispose()
        {
            _count.Add(-1);
            _activity?.Dispose();
        }
    }
}
