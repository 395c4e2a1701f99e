using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore;

/// <summary>What the response has to know of its request. The request's environ itself, so that nothing more is allocated.</summary>
internal abstract class GatewayRequest : Environ
{
    /// <exception cref="InvalidOperationException">The request has ended.</exception>
    public abstract HttpContext Context { get; }

    /// <summary>Why the request body could not be read; null while nothing is wrong with it.</summary>
    public abstract RequestBodyException? InputFailure { get; }
}
