using System.Diagnostics.Metrics;

namespace Gateway.Python;

/// <summary>The instruments of the meter <c>Gateway.Python</c>.</summary>
internal static class PythonMetrics
{
    public const string MeterName = "Gateway.Python";

    private static readonly Meter Meter = new(MeterName);

    // The boundaries of http.server.request.duration, in seconds. Those that collectors have by default are for milliseconds.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    public static readonly Histogram<double> QueueWait = Meter.CreateHistogram(
        "gateway.python.queue_wait", "s", "How long requests waited for a free worker.", tags: null, Seconds);

    public static readonly UpDownCounter<int> Waiting =
        Meter.CreateUpDownCounter<int>("gateway.python.waiting", "{request}", "Requests that wait for a free worker.");

    public static readonly UpDownCounter<int> Slots =
        Meter.CreateUpDownCounter<int>("gateway.python.slots", "{slot}", "Connected threads of workers.");

    public static readonly UpDownCounter<int> Busy =
        Meter.CreateUpDownCounter<int>("gateway.python.busy", "{slot}", "Threads of workers that serve a request.");

    private static readonly Counter<int> Restarts =
        Meter.CreateCounter<int>("gateway.python.restarts", "{worker}", "Workers that were replaced, by reason.");

    public static void Restarted(string reason) => Restarts.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
