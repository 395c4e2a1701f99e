namespace Gateway.Toolkit;

/// <summary>A handler that awaits.</summary>
internal sealed class AsyncHandlerTarget(
    Delegate handler, BoundHandler<ValueTask<Response>> bound, IReadOnlyList<Type> valueTypes) : RouteTarget(handler)
{
    public override IReadOnlyList<Type> ValueTypes => valueTypes;

    public override string AsynchronousPart => Name;

    public override IEnumerable<ReadOnlyMemory<byte>> Call(in RouteMatch match, Environ environ, StartResponse startResponse) =>
        throw new NotSupportedException($"The handler {Name} is asynchronous.");

    public override ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(
        in RouteMatch match, Environ environ, StartResponse startResponse)
    {
        ValueTask<Response> pending;
        try
        {
            if (!bound(new Request(environ), match, out pending))
                return new(Answer.NotFound(environ, startResponse));
        }
        catch (BadRequestException fault)
        {
            pending = new(ProblemResponse.Of(fault, environ));
        }

        return pending.IsCompletedSuccessfully
            ? new(Answer.Send(pending.Result, this, environ, startResponse))
            : SendAwaited(pending, environ, startResponse);
    }

    private async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> SendAwaited(
        ValueTask<Response> pending, Environ environ, StartResponse startResponse)
    {
        Response response;
        try
        {
            response = await pending.ConfigureAwait(false);
        }
        catch (BadRequestException fault)
        {
            response = ProblemResponse.Of(fault, environ);
        }

        return Answer.Send(response, this, environ, startResponse);
    }
}
