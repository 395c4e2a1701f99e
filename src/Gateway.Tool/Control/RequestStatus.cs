using Gateway.AspNetCore;

namespace Gateway.Tool.Control;

/// <summary>A request in flight, as <c>gateway ctl requests</c> tells it.</summary>
internal sealed record RequestStatus(double AgeSeconds, string Method, string Path, string Phase, int? Thread)
{
    public static RequestStatus Of(GatewayRequestInfo request) => new(
        Math.Round(request.Age.TotalSeconds, 3), request.Method, request.Path,
        request.Phase switch
        {
            GatewayRequestPhase.Waiting => "waiting",
            GatewayRequestPhase.Sending => "sending",
            _ => "running",
        },
        request.ThreadId);

    /// <summary>The requests as lines of text. Method and path come from clients and are escaped.</summary>
    public static string Table(IReadOnlyList<RequestStatus> requests)
    {
        if (requests.Count == 0)
            return "No request is in flight.";
        var lines = requests.Select(request => string.Create(
            null, $"{request.AgeSeconds,10:0.000} s  {request.Phase,-7}  {request.Thread?.ToString(null as IFormatProvider) ?? "-",6}  "
            + $"{SafeText.Escape(request.Method)} {SafeText.Escape(request.Path)}"));
        return string.Join('\n', lines.Prepend($"{"Age",12}  {"Phase",-7}  {"Thread",6}  Request"));
    }
}
