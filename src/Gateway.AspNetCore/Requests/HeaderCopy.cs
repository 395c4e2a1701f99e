using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gateway.AspNetCore.Requests;

/// <summary>The request headers in a rented array, because enumerating the interface allocates an enumerator. To be disposed.</summary>
internal readonly ref struct HeaderCopy
{
    private readonly KeyValuePair<string, StringValues>[] _rented;
    private readonly int _count;

    public HeaderCopy(IHeaderDictionary headers)
    {
        _count = headers.Count;
        _rented = ArrayPool<KeyValuePair<string, StringValues>>.Shared.Rent(_count);
        headers.CopyTo(_rented, 0);
    }

    public ReadOnlySpan<KeyValuePair<string, StringValues>> Span => _rented.AsSpan(0, _count);

    // Cleared: what the array refers to belongs to this request alone.
    public void Dispose() => ArrayPool<KeyValuePair<string, StringValues>>.Shared.Return(_rented, clearArray: true);
}
