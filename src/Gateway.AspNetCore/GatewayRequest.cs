using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Gateway.AspNetCore;

/// <summary>What the response has to know of its request. The request's environ itself, so that nothing more is allocated.</summary>
internal abstract class GatewayRequest : Environ
{
    /// <exception cref="InvalidOperationException">The request has ended.</exception>
    public abstract HttpContext Context { get; }

    /// <summary>Where the adapter's events about this request go.</summary>
    public abstract ILogger Log { get; }

    /// <summary>Whether the server sends a response header in ISO-8859-1, by its name. Asked only of values that are more than ASCII.</summary>
    public abstract Func<string, bool> SendsLatin1 { get; }

    /// <summary>The request's deadline; null where it has none.</summary>
    public abstract RequestDeadline? Deadline { get; set; }

    /// <summary>The response headers as they were before start_response; null where there were none, which is the rule.
    /// Kept on this side because it has room for what only some requests need.</summary>
    public abstract KeyValuePair<string, StringValues>[]? HeadersBefore { get; set; }

    /// <summary>Why the request body could not be read; null while nothing is wrong with it.</summary>
    public abstract RequestBodyException? InputFailure { get; }
}
