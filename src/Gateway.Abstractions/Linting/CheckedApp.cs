namespace Gateway;

/// <summary>A synchronous app under the rules.</summary>
internal sealed class CheckedApp(GatewayApp app)
{
    public Delegate App => app;

    public IEnumerable<ReadOnlyMemory<byte>> Call(Environ environ, StartResponse startResponse)
    {
        var layer = LintLayer.Enter(environ, startResponse, app);
        IEnumerable<ReadOnlyMemory<byte>>? body;
        var outer = layer.BeginWork();
        try
        {
            body = app(environ, layer.Response.Start);
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
