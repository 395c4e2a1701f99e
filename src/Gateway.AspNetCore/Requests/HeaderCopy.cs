using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gateway.AspNetCore.Requests;

/// <summary>The request headers in an array, because enumerating the interface allocates an enumerator. To be disposed.</summary>
internal readonly ref struct HeaderCopy
{
    // As many as most requests have at most; what is longer is not kept.
    private const int Room = 64;

    [ThreadStatic]
    private static KeyValuePair<string, StringValues>[]? t_spare;

    private readonly KeyValuePair<string, StringValues>[] _headers;
    private readonly int _count;

    public HeaderCopy(IHeaderDictionary headers)
    {
        _count = headers.Count;
        _headers = _count > Room ? new KeyValuePair<string, StringValues>[_count] : t_spare ?? new KeyValuePair<string, StringValues>[Room];
        t_spare = null; // Whoever comes in between on this thread makes one of their own.
        headers.CopyTo(_headers, 0);
    }

    public ReadOnlySpan<KeyValuePair<string, StringValues>> Span => _headers.AsSpan(0, _count);

    public void Dispose()
    {
        _headers.AsSpan(0, _count).Clear(); // What it refers to belongs to this request alone.
        if (_headers.Length == Room)
            t_spare = _headers;
    }
}
