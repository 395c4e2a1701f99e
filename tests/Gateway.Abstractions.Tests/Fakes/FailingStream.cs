namespace Gateway.Fakes;

/// <summary>A stream that fails where it should end.</summary>
internal sealed class FailingStream(string text) : MemoryStream(Blocks.Of(text).ToArray())
{
    public override int Read(byte[] buffer, int offset, int count) => Checked(base.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Checked(await base.ReadAsync(buffer, cancellationToken));

    private static int Checked(int read) => read > 0 ? read : throw new InvalidOperationException("body");
}
