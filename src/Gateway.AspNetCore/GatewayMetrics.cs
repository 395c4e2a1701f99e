using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gateway.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore;

/// <summary>The instruments of the meter and the activity source <c>Gateway.AspNetCore</c>.</summary>
/// <remarks>Names and units follow OpenTelemetry's HTTP conventions. What ASP.NET Core counts itself (<c>http.server.*</c>,
/// <c>kestrel.*</c>) is not counted again.</remarks>
internal sealed class GatewayMetrics
{
    public const string Name = "Gateway.AspNetCore";

    private static readonly ActivitySource Source = new(Name);

    // The boundaries of http.server.request.duration, in seconds.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    private readonly Counter<long> _rejected;
    private readonly Counter<long> _timedOut;
    private readonly UpDownCounter<long> _waiting;
    private readonly UpDownCounter<long> _blocking;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _firstBlock;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _inFront;

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
        _duration = CreateHistogram(
            meter, "gateway.request.duration", "The time from the call of the app to the end of its response, by method and outcome.");
        _firstBlock = CreateHistogram(
            meter, "gateway.request.time_to_first_block", "The time from the call of the app to the first block of its response.");
        _wait = CreateHistogram(
            meter, "gateway.request.wait.duration", "The time that requests waited for a thread or for their turn.");
        _inFront = CreateHistogram(
            meter, "gateway.request.proxy_queue.duration", "The time from X-Request-Start, set by a proxy in front, to the app's host.");
    }

    /// <summary>Whether anybody wants to know of single requests. If not, nothing is recorded of them.</summary>
    public bool IsListenedTo => _duration.Enabled || _firstBlock.Enabled || _inFront.Enabled || Source.HasListeners();

    public void RequestRejected(string reason) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void RequestTimedOut() => _timedOut.Add(1);

    public void QueuedInFront(IHeaderDictionary headers, TimeProvider time)
    {
        if (_inFront.Enabled && RequestStart.Age(headers, time.GetUtcNow()) is { } age)
            _inFront.Record(age.TotalSeconds);
    }

    public void FirstBlock(TimeSpan time, string method)
    {
        if (_firstBlock.Enabled)
            _firstBlock.Record(time.TotalSeconds, Method(method));
    }

    /// <param name="duration">The time since the app was called.</param>
    /// <param name="method">The request method.</param>
    /// <param name="outcome">One of <see cref="RequestOutcome"/>.</param>
    /// <param name="errorType">The type of the exception if it failed.</param>
    public void RequestEnded(TimeSpan duration, string method, string outcome, string? errorType)
    {
        if (!_duration.Enabled)
            return;
        var tags = new TagList { Method(method), new(RequestOutcome.Tag, outcome) };
        if (errorType is not null)
            tags.Add("error.type", errorType);
        _duration.Record(duration.TotalSeconds, tags);
    }

    /// <summary>A request waits until the result is disposed.</summary>
    public Waiting StartWaiting() => new(this);

    /// <summary>A call blocks a thread until the result is disposed.</summary>
    public Blocking StartBlocking() => new(_blocking);

    private static Histogram<double> CreateHistogram(Meter meter, string name, string description) =>
        meter.CreateHistogram(name, "s", description, tags: null, Seconds);

    // An unknown method is _OTHER, so that clients cannot add series (OpenTelemetry, http.request.method).
    private static KeyValuePair<string, object?> Method(string method) => new("http.request.method", method switch
    {
        "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "PATCH" or "OPTIONS" or "TRACE" or "CONNECT" or "QUERY" => method,
        _ => "_OTHER",
    });

    public readonly struct Blocking : IDisposable
    {
        private readonly UpDownCounter<long> _count;

        internal Blocking(UpDownCounter<long> count)
        {
            _count = count;
            _count.Add(1);
        }

        public void Dispose() => _count.Add(-1);
    }

    public readonly struct Waiting : IDisposable
    {
        private readonly GatewayMetrics _metrics;
        private readonly Activity? _activity;
        private readonly long _startedAt;

        internal Waiting(GatewayMetrics metrics)
        {
            (_metrics, _activity) = (metrics, Source.StartActivity("gateway.wait"));
            _startedAt = metrics._wait.Enabled ? Stopwatch.GetTimestamp() : 0;
            metrics._waiting.Add(1);
        }

        public void Dispose()
        {
            _metrics._waiting.Add(-1);
            if (_startedAt != 0)
                _metrics._wait.Record(Stopwatch.GetElapsedTime(_startedAt).TotalSeconds);
            _activity?.Dispose();
        }
    }
}
