namespace Gateway;

/// <summary>One step of <see cref="GatewayPipeline.Cascade(GatewayApp[])"/>: an app whose 404 and 405 are passed over.</summary>
internal sealed class CascadeApp(AsyncGatewayApp app, AsyncGatewayApp next)
{
    public async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(Environ environ, StartResponse startResponse)
    {
        // Apps move prefixes and rewrite paths; the next one must see the request as this one did.
        var (scriptName, pathInfo) = (environ.ScriptName, environ.PathInfo);
        var attempt = new CascadeAttempt(startResponse);
        var body = await app(environ, attempt.StartResponse).ConfigureAwait(false)
            ?? throw new GatewayContractException("An app of a Cascade returned null instead of a body.");

        // start_response may come as late as the first block.
        if (!attempt.IsDecided && body is not WebSocketBody)
            body = await StartedBody.StartAsync(body, environ.RequestAborted).ConfigureAwait(false);
        if (!attempt.IsPassedOver)
            return body;

        await Observation.CloseAsync(body).ConfigureAwait(false);
        if (environ.ScriptName != scriptName)
            environ.ScriptName = scriptName;
        if (environ.PathInfo != pathInfo)
            environ.PathInfo = pathInfo;
        return await next(environ, startResponse).ConfigureAwait(false);
    }
}
