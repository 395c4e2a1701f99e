namespace Gateway.AspNetCore.Execution;

/// <summary>A request that took too long. Its client has been told (RFC 9110, 15.6.5), or cut off.</summary>
internal sealed class RequestTimeoutException(TimeSpan timeout, Exception? inner) : TimeoutException($"The request took longer than {timeout} (RequestTimeout).", inner);
