using System.Text;

namespace Gateway.Fakes;

/// <summary>Reading bodies to their end. Blocks are copied at once, because a body may use the memory of one block for the next.</summary>
internal static class Blocks
{
    public static ReadOnlyMemory<byte> Of(string text) => Encoding.UTF8.GetBytes(text);

    public static string Utf8(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    public static byte[][] Read(IEnumerable<ReadOnlyMemory<byte>> body) => [.. body.Select(block => block.ToArray())];

    public static async Task<byte[][]> ReadAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> body)
    {
        var blocks = new List<byte[]>();
        await foreach (var block in body)
            blocks.Add(block.ToArray());
        return [.. blocks];
    }

    public static string ReadText(IEnumerable<ReadOnlyMemory<byte>> body) => Utf8([.. Read(body).SelectMany(block => block)]);

    public static async Task<string> ReadTextAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> body) =>
        Utf8([.. (await ReadAsync(body)).SelectMany(block => block)]);

    public static async Task CloseAsync(object body)
    {
        if (body is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            (body as IDisposable)?.Dispose();
    }
}
