using System.Runtime.CompilerServices;

namespace Gateway.Toolkit;

/// <summary>Makes apps of handlers: functions of a <see cref="Request"/> that give a <see cref="Response"/>.</summary>
/// <remarks>A <see cref="BadRequestException"/> that a handler lets pass is answered with its own response; every other exception is the
/// app's fault and goes on to the host.</remarks>
public static class Handler
{
    /// <summary>Makes an app of a handler.</summary>
    /// <param name="handler">Answers a request.</param>
    public static GatewayApp ToApp(Func<Request, Response> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (environ, startResponse) =>
        {
            Response response;
            try
            {
                response = handler(new Request(environ)) ?? throw GaveNothing(handler);
            }
            catch (BadRequestException fault)
            {
                response = ProblemResponse.Of(fault, environ);
            }

            return response.Send(environ, startResponse);
        };
    }

    /// <summary>Makes an app of a handler that awaits.</summary>
    /// <param name="handler">Answers a request.</param>
    [OverloadResolutionPriority(1)]
    public static AsyncGatewayApp ToApp(Func<Request, ValueTask<Response>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return async (environ, startResponse) =>
        {
            Response response;
            try
            {
                response = await handler(new Request(environ)).ConfigureAwait(false) ?? throw GaveNothing(handler);
            }
            catch (BadRequestException fault)
            {
                response = ProblemResponse.Of(fault, environ);
            }

            return response.Send(environ, startResponse);
        };
    }

    /// <inheritdoc cref="ToApp(Func{Request, ValueTask{Response}})"/>
    public static AsyncGatewayApp ToApp(Func<Request, Task<Response>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return ToApp(request => new ValueTask<Response>(handler(request)));
    }

    private static GatewayContractException GaveNothing(Delegate handler) =>
        new($"The handler {DelegateName.Of(handler)} returned null instead of a response.");
}
