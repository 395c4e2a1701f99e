namespace Gateway.Toolkit;

/// <summary>The facts about a request body that are known before it is read.</summary>
internal static class RequestLength
{
    /// <summary>The body's length in bytes; null where only reading tells.</summary>
    public static long? Of(Environ environ)
    {
        if (environ.ContentLength is { } length)
            return length;

        // RFC 9112, 6.3: an HTTP/1.x request with neither length nor transfer coding has no body. Later versions need neither.
        return environ.ContainsKey("HTTP_TRANSFER_ENCODING") || !environ.ServerProtocol.StartsWith("HTTP/1", StringComparison.Ordinal)
            ? null
            : 0;
    }

    public static Response TooLarge(long maxBytes) => Response.Text($"The request body is larger than {maxBytes} bytes.\n", 413);
}
