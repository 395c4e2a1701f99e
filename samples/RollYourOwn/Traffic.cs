using Gateway;

namespace RollYourOwn;

/// <summary>Counts the bytes of all responses. A file or a block in memory is still sent the fast way, because an observed body stays of
/// its kind.</summary>
internal sealed class Traffic : BodyObserver
{
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public GatewayApp Counted(GatewayApp app) => (environ, startResponse) => Body.Observe(app(environ, startResponse), this);

    protected override void OnBytes(long count) => Interlocked.Add(ref _bytes, count);
}
