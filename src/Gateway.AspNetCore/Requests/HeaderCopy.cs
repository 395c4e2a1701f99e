using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gateway.AspNetCore.Requests;

/// <summary>The request headers in an array, because enumerating the interface allocates an enumerator. To be disposed.</summary>
internal readonly ref struct HeaderCopy
{
    // Enough for most requests; a longer array is not kept.
    private const int Room = 64;

    [ThreadStatic]
    private static KeyValuePair<string, StringValues>[]? t_spare;

    private readonly KeyValuePair<string, StringValues>[] _headers;
    private readonly int _count;

    public HeaderCopy(IHeaderDictionary headers)
    {
        _count = headers.Count;
        _headers = _count > Room ? new KeyValuePair<string, StringValues>[_count] : t_spare ?? new KeyValuePair<string, StringValues>[Room];
        t_spare = null; // A nested use on this thread makes its own array.
        headers.CopyTo(_headers, 0);
    }

    public ReadOnlySpan<KeyValuePair<string, StringValues>> Span => _headers.AsSpan(0, _count);

    public void Dispose()
    {
        _headers.AsSpan(0, _count).Clear(); // The values belong to this request.
        if (_headers.Length == Room)
            t_spare = _headers;
    }
}
