namespace Gateway.Hosting;

/// <summary>The reason to refuse a request without calling the app.</summary>
/// <param name="StatusCode">The status to respond with, 400 to 599.</param>
/// <param name="Message">The reason, in words that may be sent to the client.</param>
/// <param name="MustClose">Whether the connection ends with the response, because another server may see the end of this request
/// elsewhere.</param>
public sealed record RequestRefusal(int StatusCode, string Message, bool MustClose = false);
