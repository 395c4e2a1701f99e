namespace Gateway.AspNetCore.Diagnostics;

/// <summary>How a request ended: the values of the attribute <c>gateway.outcome</c>.</summary>
internal static class RequestOutcome
{
    public const string Tag = "gateway.outcome";

    /// <summary>The whole response was handed to the server.</summary>
    public const string Completed = "completed";

    /// <summary>The client left first.</summary>
    public const string Aborted = "aborted";

    /// <summary>The app failed, or broke the contract.</summary>
    public const string Failed = "failed";

    /// <summary>The request itself was at fault: 4xx.</summary>
    public const string Refused = "refused";

    /// <summary>The queue was full, or the request waited too long: 503.</summary>
    public const string Rejected = "rejected";

    /// <summary>The request took longer than its timeout: 504 or a reset.</summary>
    public const string TimedOut = "timed_out";
}
