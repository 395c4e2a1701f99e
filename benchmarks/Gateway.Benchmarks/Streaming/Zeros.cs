using System.Net;

namespace Gateway.Benchmarks.Streaming;

/// <summary>A request body of zeros that takes no memory.</summary>
internal sealed class Zeros(long length) : HttpContent
{
    private static readonly byte[] s_block = new byte[64 * 1024];
    private static readonly byte[] s_sink = new byte[64 * 1024];

    /// <summary>Reads a stream to its end.</summary>
    public static async Task<long> CountAsync(Stream stream)
    {
        long total = 0;
        while (await stream.ReadAsync(s_sink) is > 0 and var read)
            total += read;
        return total;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        for (var left = length; left > 0; left -= s_block.Length)
            await stream.WriteAsync(s_block.AsMemory(0, (int)Math.Min(left, s_block.Length)));
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
