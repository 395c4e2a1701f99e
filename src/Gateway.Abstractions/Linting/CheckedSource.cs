namespace Gateway;

/// <summary>The stream of <see cref="Body.Stream"/> under the rules of a body: a read is a block, and closing it closes the body.</summary>
internal sealed class CheckedSource : CheckedStream
{
    private readonly Stream _stream;
    private readonly BodyWatch _watch;
    private bool _isOpened;

    public CheckedSource(LintLayer layer, Stream stream)
        : base(stream)
    {
        _stream = stream;
        _watch = layer.WatchBody(stream);
    }

    public override async ValueTask DisposeAsync()
    {
        _watch.Closing();
        await _stream.DisposeAsync().ConfigureAwait(false);
        _watch.Closed();
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _watch.Closing();
        _stream.Dispose();
        _watch.Closed();
    }

    protected override void BeforeRead()
    {
        if (!_isOpened)
            _watch.Open();
        _isOpened = true;
        _watch.Ask();
    }

    protected override int AfterRead(int wanted, int read)
    {
        if (read > 0)
            _watch.Took(read);
        else if (wanted > 0)
            _watch.Ended();
        return read;
    }
}
