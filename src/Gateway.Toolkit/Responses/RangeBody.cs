using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>A 206: one range as it is, several as multipart/byteranges (RFC 9110, 15.3.7).</summary>
internal static class RangeBody
{
    private const int BoundaryBytes = 18;

    public static Body Send(Body body, ResponseHeaders headers, IReadOnlyList<ByteRange> ranges, StartResponse startResponse)
    {
        var length = body.Length!.Value;
        headers.Remove(HeaderNames.ContentLength);
        if (ranges.Count == 1)
        {
            headers.Add((HeaderNames.ContentRange, ContentRange(ranges[0], length)));
            headers.Add((HeaderNames.ContentLength, HeaderUtilities.FormatNonNegativeInt64(ranges[0].Length)));
            startResponse(StatusLine.Of(206), headers);
            return Slice(body, ranges[0]);
        }

        var pieces = Pieces(ranges, length, headers, out var total);
        headers.Add((HeaderNames.ContentLength, HeaderUtilities.FormatNonNegativeInt64(total)));
        startResponse(StatusLine.Of(206), headers);
        return Body.Stream(new PieceStream(Source(body), pieces));
    }

    private static Body Slice(Body body, ByteRange range) => body switch
    {
        MemoryBody memory => Body.Bytes(memory.Memory.Slice((int)range.From, (int)range.Length)),
        FileBody file => Body.File(file.Path, file.Offset + range.From, range.Length),
        _ => Body.Stream(new PieceStream(Source(body), [new(default, range)])),
    };

    private static List<PieceStream.Piece> Pieces(IReadOnlyList<ByteRange> ranges, long length, ResponseHeaders headers, out long total)
    {
        var boundary = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(BoundaryBytes));
        var contentType = headers[HeaderNames.ContentType];
        headers[HeaderNames.ContentType] = $"multipart/byteranges; boundary={boundary}";

        var pieces = new List<PieceStream.Piece>(ranges.Count + 1);
        total = 0;
        foreach (var range in ranges)
        {
            var type = contentType is null ? "" : $"Content-Type: {contentType}\r\n";
            Add(
                ref total, $"{(total == 0 ? "" : "\r\n")}--{boundary}\r\n{type}Content-Range: {ContentRange(range, length)}\r\n\r\n",
                range);
        }

        Add(ref total, $"\r\n--{boundary}--\r\n", default(ByteRange) with { To = -1 });
        return pieces;

        void Add(ref long total, string head, ByteRange range)
        {
            pieces.Add(new(Encoding.ASCII.GetBytes(head), range));
            total += head.Length + range.Length;
        }
    }

    private static Stream Source(Body body) => body switch
    {
        MemoryBody memory => MemoryMarshal.TryGetArray(memory.Memory, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(memory.Memory.ToArray(), writable: false),
        FileBody file => new FileStream(
            file.Path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 }) { Position = file.Offset },
        StreamBody stream => stream.Source,
        _ => throw new NotSupportedException($"There are no ranges of a {body.GetType().Name}."),
    };

    private static string ContentRange(ByteRange range, long length) =>
        new ContentRangeHeaderValue(range.From, range.To, length).ToString();
}
