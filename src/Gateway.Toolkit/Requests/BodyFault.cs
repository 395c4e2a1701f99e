namespace Gateway.Toolkit;

/// <summary>Words for the client about a body that cannot be read; the host's own are for the operator.</summary>
internal static class BodyFault
{
    /// <summary>The fault of the request behind a failed read; null where it is none, or nobody is left to hear of it.</summary>
    public static BadRequestException? Of(Exception error) =>
        error is not RequestBodyException broken || error is GatewayClientDisconnectedException
        ? null
        : broken.StatusCode switch
        {
            408 => new(408, "The body came too slowly. Send the request again, over a faster connection.", broken),
            413 => new(413, "The body is longer than this server takes. Send a shorter one.", broken),
            _ => new("The body broke off, or its framing is malformed. Send the whole request again.", broken),
        };
}
