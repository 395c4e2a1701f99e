using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gateway.Benchmarks.Apps;

/// <summary>The same answers straight on Kestrel, as fast as it is known how: what everything is compared with.</summary>
internal static class RawApps
{
    public static Task Hello(HttpContext context) => Send(context.Response, "text/plain", Payload.Hello);

    public static Task Order(HttpContext context) =>
        Send(context.Response, "application/json", JsonSerializer.SerializeToUtf8Bytes(Payload.Order, PayloadJson.Default.Order));

    public static Task Orders(HttpContext context) =>
        Send(context.Response, "application/json", JsonSerializer.SerializeToUtf8Bytes(Payload.Orders, PayloadJson.Default.OrderArray));

    /// <summary>Reads the body to its end and answers its length.</summary>
    public static async Task Upload(HttpContext context)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        long total = 0;
        while (await context.Request.Body.ReadAsync(buffer) is > 0 and var read)
            total += read;
        ArrayPool<byte>.Shared.Return(buffer);
        await Send(context.Response, "text/plain", Encoding.ASCII.GetBytes($"{total}"));
    }

    /// <summary>Blocks, each flushed.</summary>
    public static RequestDelegate Blocks(int count, byte[] block) => async context =>
    {
        context.Response.ContentType = "application/octet-stream";
        var writer = context.Response.BodyWriter;
        for (var index = 0; index < count; index++)
            await writer.WriteAsync(block);
    };

    private static Task Send(HttpResponse response, string contentType, byte[] body)
    {
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body).GetAsTask();
    }

    // WriteAsync to a connection that keeps up completes at once, and then no Task is needed.
    private static Task GetAsTask<T>(this ValueTask<T> write)
    {
        if (!write.IsCompletedSuccessfully)
            return write.AsTask();
        _ = write.Result;
        return Task.CompletedTask;
    }
}
