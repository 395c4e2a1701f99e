namespace Gateway.Testing.Conformance;

/// <summary>Counts what a host tells the observer of one body.</summary>
internal sealed class ObservedBytes : BodyObserver
{
    private long _bytes;
    private int _ends;
    private int _closes;

    public void ExpectWhole(long bytes)
    {
        Expect.Equal(bytes, _bytes, "bytes told to the observer");
        Expect.Equal(1, _ends, "times the end was told to the observer");
        ExpectClosedOnce();
    }

    public void ExpectClosedOnce() => Expect.Equal(1, _closes, "times the close was told to the observer");

    protected override void OnBytes(long count) => _bytes += count;

    protected override void OnEnd() => _ends++;

    protected override void OnClose() => _closes++;
}
