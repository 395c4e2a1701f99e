namespace Gateway.Testing.Hosting;

/// <summary>The client's end of a WebSocket. Disposing it tells the app that the client has left.</summary>
internal sealed class AbortingStream(Stream inner, CancellationTokenSource aborted) : DuplexStream(inner, inner)
{
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            aborted.Cancel();
    }
}
