using System.Collections.Concurrent;
using Gateway.AspNetCore.Diagnostics;

namespace Gateway.AspNetCore;

/// <summary>The requests in flight of every app of this host: what a server does at the moment.
/// <c>services.AddGatewayRequests()</c> adds it.</summary>
/// <remarks>Each request then costs an object and an entry in a table.</remarks>
public sealed class GatewayRequests
{
    private readonly ConcurrentDictionary<RequestProgress, byte> _requests = [];

    internal GatewayRequests()
    {
    }

    /// <summary>The number of requests in flight.</summary>
    public int Count => _requests.Count;

    /// <summary>The requests in flight, the oldest first.</summary>
    public IReadOnlyList<GatewayRequestInfo> Take() =>
        [.. _requests.Keys.Select(request => request.Describe()).OrderByDescending(request => request.Age)];

    internal void Add(RequestProgress request) => _requests[request] = 0;

    internal void Remove(RequestProgress request) => _requests.TryRemove(request, out _);
}
