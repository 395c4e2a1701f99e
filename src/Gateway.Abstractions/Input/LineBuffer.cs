namespace Gateway;

/// <summary>Bytes on their way to becoming lines.</summary>
internal sealed class LineBuffer(int maxLineBytes)
{
    private byte[] _bytes = new byte[Math.Min(maxLineBytes, 4096)];
    private int _start;
    private int _end;

    /// <summary>Takes the next line, or piece of one that is too long; at the end, what is left without a line end.</summary>
    public bool TryTake(bool isEnd, out ReadOnlyMemory<byte> line)
    {
        var rest = _bytes.AsMemory(_start, Math.Min(_end - _start, maxLineBytes));
        var length = rest.Span.IndexOf((byte)'\n') + 1;
        if (length == 0 && (rest.Length == maxLineBytes || isEnd))
            length = rest.Length;
        line = rest[..length];
        _start += length;
        return length > 0;
    }

    /// <summary>Where to read to; never empty after <see cref="TryTake"/> has said no.</summary>
    public Memory<byte> Free()
    {
        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        (_start, _end) = (0, _end - _start);
        if (_end == _bytes.Length)
            Array.Resize(ref _bytes, Math.Min(maxLineBytes, _bytes.Length * 2));
        return _bytes.AsMemory(_end);
    }

    public void Filled(int count) => _end += count;
}
