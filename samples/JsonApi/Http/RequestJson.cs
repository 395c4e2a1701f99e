using System.Text.Json;
using System.Text.Unicode;
using Gateway;
using Microsoft.Net.Http.Headers;

namespace JsonApi;

/// <summary>Reads a request body that is JSON, and says precisely why it cannot.</summary>
internal static class RequestJson
{
    /// <summary>The most bytes a body may have.</summary>
    public const int MaxLength = 64 * 1024;

    private const int BlockSize = 4096;

    public static async ValueTask<JsonDocument> ReadAsync(Environ environ)
    {
        RequireJson(environ);
        var body = await ReadToEndAsync(environ);
        if (!Utf8.IsValid(body.Span))
            throw new ProblemException("400 Bad Request", "The body is not UTF-8. Send the JSON encoded as UTF-8.");
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException malformed)
        {
            throw new ProblemException("400 Bad Request", $"The body is not JSON. {malformed.Message}", malformed);
        }
    }

    private static void RequireJson(Environ environ)
    {
        var isJson = MediaTypeHeaderValue.TryParse(environ.ContentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        if (!isJson)
            throw new ProblemException("415 Unsupported Media Type", "Send the body as JSON in UTF-8, with Content-Type: application/json.");
        if (environ.Header("Content-Encoding") is not (null or "identity"))
            throw new ProblemException("415 Unsupported Media Type", "Send the body as it is, without Content-Encoding.");
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadToEndAsync(Environ environ)
    {
        if (environ.ContentLength > MaxLength)
            throw TooLarge();

        // A chunked body declares no length, so its end, or the limit, only shows on the way.
        var body = new MemoryStream();
        var block = new byte[BlockSize];
        while (await environ.Input.ReadAsync(block, environ.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > MaxLength)
                throw TooLarge();
            body.Write(block, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static ProblemException TooLarge() => new("413 Content Too Large", $"Send at most {MaxLength} bytes.");
}
