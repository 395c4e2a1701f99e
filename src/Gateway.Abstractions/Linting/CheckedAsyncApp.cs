namespace Gateway;

/// <summary>An asynchronous app under the rules.</summary>
internal sealed class CheckedAsyncApp(AsyncGatewayApp app)
{
    public Delegate App => app;

    public async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(Environ environ, StartResponse startResponse)
    {
        var layer = LintLayer.Enter(environ, startResponse, app);
        IAsyncEnumerable<ReadOnlyMemory<byte>>? body;
        var outer = layer.BeginWork();
        try
        {
            body = await app(environ, layer.Response.Start).ConfigureAwait(false);
        }
        catch
        {
            layer.CallFailed();
            throw;
        }
        finally
        {
            layer.EndWork(outer);
        }

        return CheckedBody.Of(layer, layer.Returned(body));
    }
}
