using System.Diagnostics;

namespace Gateway.Tool.Telemetry;

/// <summary>Has requests that belong to a trace go on with it: the app's own requests to other servers name it (W3C Trace Context).
/// </summary>
/// <remarks>ASP.NET Core would start a trace with each request as soon as anything is logged, which took an eighth of the time of a
/// pipelined request. The log of the tool does not show it, so a request without a <c>traceparent</c> gets none.</remarks>
internal static class TracePropagation
{
    private const string Server = "Microsoft.AspNetCore";

    /// <summary>Listens until the result is disposed of.</summary>
    public static IDisposable Start()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Server,
            Sample = (ref options) => options.Parent == default ? ActivitySamplingResult.None : ActivitySamplingResult.PropagationData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
