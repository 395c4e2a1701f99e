using System.Globalization;
using System.Text;

namespace Gateway.AspNetCore.Tests.Support;

/// <summary>Reads responses off a <see cref="RawConnection"/> by their framing (RFC 9112, sections 6 and 7).</summary>
internal static class ResponseReading
{
    public static async Task<RawHead> ReceiveHeadAsync(this RawConnection connection)
    {
        var statusLine = await connection.ReceiveLineAsync();
        statusLine.ShouldStartWith("HTTP/1.");
        var headers = new List<(string, string)>();
        while (await connection.ReceiveLineAsync() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add((line[..colon], line[(colon + 1)..].Trim()));
        }

        return new RawHead(statusLine, headers);
    }

    /// <summary>A whole response. An interim one (100 Continue) is not passed over: it is the response.</summary>
    public static async Task<RawResponse> ReceiveResponseAsync(this RawConnection connection, string method = "GET")
    {
        var head = await connection.ReceiveHeadAsync();
        var framing = method == "HEAD" ? Framing.None : head.Framing;
        return framing switch
        {
            Framing.None => new RawResponse(head, [], framing, Ending.Complete, []),
            Framing.Chunked => await connection.ReceiveChunkedAsync(head),
            Framing.ContentLength =>
                await connection.ReceiveUpToAsync(head, framing, long.Parse(head.Header("Content-Length")!, CultureInfo.InvariantCulture)),
            _ => await connection.ReceiveUpToAsync(head, framing, long.MaxValue),
        };
    }

    /// <summary>The next chunk; empty for the terminating one, null where the connection ends instead.</summary>
    public static async Task<string?> ReceiveChunkAsync(this RawConnection connection) =>
        await connection.ReceiveChunkOrEndAsync() is ({ } chunk, _) ? Encoding.UTF8.GetString(chunk) : null;

    private static async Task<RawResponse> ReceiveUpToAsync(this RawConnection connection, RawHead head, Framing framing, long count)
    {
        var (bytes, ending) = await connection.ReceiveUpToAsync(count);
        return new RawResponse(head, bytes, framing, ending, []);
    }

    private static async Task<RawResponse> ReceiveChunkedAsync(this RawConnection connection, RawHead head)
    {
        using var body = new MemoryStream();
        var chunks = new List<string>();
        while (true)
        {
            var (chunk, ending) = await connection.ReceiveChunkOrEndAsync();
            if (chunk is null)
                return new RawResponse(head, body.ToArray(), Framing.Chunked, ending, chunks);
            if (chunk.Length == 0)
                break;
            body.Write(chunk);
            chunks.Add(Encoding.UTF8.GetString(chunk));
        }

        return new RawResponse(head, body.ToArray(), Framing.Chunked, Ending.Complete, chunks);
    }

    private static async Task<(byte[]? Chunk, Ending Ending)> ReceiveChunkOrEndAsync(this RawConnection connection)
    {
        var (first, ending) = await connection.ReceiveUpToAsync(1);
        if (ending != Ending.Complete)
            return (null, ending);

        var size = int.Parse(
            Encoding.ASCII.GetString(first) + await connection.ReceiveLineAsync(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var (chunk, chunkEnding) = await connection.ReceiveUpToAsync(size);
        if (chunkEnding != Ending.Complete)
            return (null, chunkEnding);
        // An HTTP/1.1 response of Kestrel has no trailers: a blank line follows each chunk, the terminating one included.
        (await connection.ReceiveLineAsync()).ShouldBe("");
        return (chunk, Ending.Complete);
    }
}
