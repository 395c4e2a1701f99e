namespace Gateway.Hosting;

/// <summary>Decides how every host ends a failed request. It is a pure function, so that all hosts behave the same.</summary>
public static class FailurePolicy
{
    /// <summary>The text of a response from an overloaded server.</summary>
    public const string OverloadMessage = "The server is overloaded. Try again later.";

    /// <summary>The text of a response to a request that took too long.</summary>
    public const string TimeoutMessage = "The app took too long to respond.";

    /// <summary>Decides how to end a request.</summary>
    /// <param name="error">The exception of the app, its body or the host.</param>
    /// <param name="isHeadSent">Whether bytes of the response have left.</param>
    /// <param name="hasClientLeft">Whether the client has left. One that only stopped sending may still read.</param>
    /// <param name="showsTruncation">Whether the client can tell a response that just ends from a whole one.
    /// It cannot over HTTP/1.0 without Content-Length.</param>
    /// <returns>The outcome.</returns>
    public static Outcome Decide(Exception error, bool isHeadSent, bool hasClientLeft, bool showsTruncation) => error switch
    {
        OperationCanceledException or IOException when hasClientLeft => new(OutcomeKind.Silence),
        RequestTimeoutException { IsAnswered: true } => new(OutcomeKind.Silence),
        RequestTimeoutException when isHeadSent => new(OutcomeKind.Abort),
        RequestTimeoutException => new(OutcomeKind.Answer, 504, TimeoutMessage, MustClose: true),
        OverloadException when !isHeadSent => new(OutcomeKind.Answer, 503, OverloadMessage),
        RequestBodyException or GatewayClientDisconnectedException when isHeadSent => new(OutcomeKind.Abort),
        GatewayClientDisconnectedException => new(OutcomeKind.Answer, 400, error.Message, MustClose: true),
        RequestBodyException body => new(OutcomeKind.Answer, body.StatusCode, body.Message, MustClose: true),
        RequestException request when !isHeadSent => new(OutcomeKind.Answer, request.StatusCode, request.Message),
        _ => new(isHeadSent && !showsTruncation ? OutcomeKind.Abort : OutcomeKind.Rethrow),
    };
}
