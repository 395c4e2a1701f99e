using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>The conditions of a request against what is there (RFC 9110, 13).</summary>
internal static class Preconditions
{
    /// <summary>Evaluates them in the order of RFC 9110, 13.2.2.</summary>
    /// <exception cref="BadRequestException">If-Match or If-None-Match is malformed.</exception>
    public static Precondition Evaluate(Environ environ, EntityTagHeaderValue? etag, DateTimeOffset? lastModified, bool exists)
    {
        var headers = new TypedRequestHeaders(environ);
        if (headers.IfMatch is { } wanted)
        {
            if (!(exists && Names(wanted, etag, useStrongComparison: true)))
                return Precondition.Failed;
        }
        else if (headers.IfUnmodifiedSince is { } unmodifiedSince
            && lastModified is { } modified && Validators.ToSeconds(modified) > unmodifiedSince)
        {
            return Precondition.Failed;
        }

        var isRead = environ.RequestMethod is "GET" or "HEAD";
        if (headers.IfNoneMatch is { } unwanted)
        {
            if (exists && Names(unwanted, etag, useStrongComparison: false))
                return isRead ? Precondition.NotModified : Precondition.Failed;
        }
        else if (isRead
            && headers.IfModifiedSince is { } modifiedSince && lastModified is { } changed
            && Validators.ToSeconds(changed) <= modifiedSince)
        {
            return Precondition.NotModified;
        }

        return Precondition.Holds;
    }

    /// <summary>Whether If-Range lets ranges be sent (RFC 9110, 13.1.5): there is none, or it has a strong validator of what is
    /// there.</summary>
    public static bool IfRangeHolds(Environ environ, Validators validators)
    {
        if (environ.Header(HeaderNames.IfRange) is not { } header)
            return true;
        // The whole is always right: what cannot be read does not match.
        if (!RangeConditionHeaderValue.TryParse(header, out var condition))
            return false;
        if (condition.EntityTag is { } tag)
            return validators.ETag is { } etag && tag.Compare(etag, useStrongComparison: true);

        // A date is strong when no other change can have had it (RFC 9110, 8.8.2.2).
        return validators.LastModified is { } lastModified
            && condition.LastModified == Validators.ToSeconds(lastModified)
            && DateTimeOffset.UtcNow - lastModified >= TimeSpan.FromSeconds(1);
    }

    private static bool Names(IList<EntityTagHeaderValue> tags, EntityTagHeaderValue? etag, bool useStrongComparison)
    {
        foreach (var tag in tags)
        {
            if (tag.Equals(EntityTagHeaderValue.Any) || (etag is not null && tag.Compare(etag, useStrongComparison)))
                return true;
        }

        return false;
    }
}
