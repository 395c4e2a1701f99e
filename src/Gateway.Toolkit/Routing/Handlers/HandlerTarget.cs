namespace Gateway.Toolkit;

/// <summary>A handler: a function of a request and values, returning a response.</summary>
internal sealed class HandlerTarget(Delegate handler, BoundHandler<Response> bound, IReadOnlyList<Type> valueTypes) : RouteTarget(handler)
{
    public override IReadOnlyList<Type> ValueTypes => valueTypes;

    public override IEnumerable<ReadOnlyMemory<byte>> Call(in RouteMatch match, Environ environ, StartResponse startResponse) =>
        Respond(match, environ, startResponse);

    public override ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(
        in RouteMatch match, Environ environ, StartResponse startResponse) =>
        new(Respond(match, environ, startResponse));

    private Body Respond(in RouteMatch match, Environ environ, StartResponse startResponse)
    {
        Response? response;
        try
        {
            if (!bound(new Request(environ), match, out response))
                return Answer.NotFound(environ, startResponse);
        }
        catch (BadRequestException fault)
        {
            response = ProblemResponse.Of(fault, environ);
        }

        return Answer.Send(response, this, environ, startResponse);
    }
}
