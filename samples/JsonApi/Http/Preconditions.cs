using Gateway;
using Microsoft.Net.Http.Headers;

namespace JsonApi;

/// <summary>The conditions a client puts on a request (RFC 9110, section 13), held against the current ETag.</summary>
internal static class Preconditions
{
    /// <summary>Throws 412 unless the request may go ahead.</summary>
    public static void Require(Environ environ, string etag)
    {
        var isStale = environ.Header("If-Match") is { } wanted && !Names(wanted, etag, useStrongComparison: true);
        if (isStale || (!IsRead(environ) && NamesUnwanted(environ, etag)))
            throw new ProblemException("412 Precondition Failed", "What is there is not in the state that the request asks for. GET it, look at what has changed, and repeat the request with the ETag of that answer.");
    }

    /// <summary>Whether the client has this state already: 304 is all it needs.</summary>
    public static bool IsNotModified(Environ environ, string etag) => IsRead(environ) && NamesUnwanted(environ, etag);

    private static bool IsRead(Environ environ) => environ.RequestMethod is "GET" or "HEAD";

    private static bool NamesUnwanted(Environ environ, string etag) =>
        environ.Header("If-None-Match") is { } unwanted && Names(unwanted, etag, useStrongComparison: false);

    private static bool Names(string header, string etag, bool useStrongComparison)
    {
        var current = new EntityTagHeaderValue(etag);
        return EntityTagHeaderValue.TryParseList([header], out var tags)
            && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, useStrongComparison));
    }
}
