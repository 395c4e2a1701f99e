using System.Collections.Concurrent;

namespace Gateway.Fuzzing.Engine;

/// <summary>One iteration: its own random numbers, so that it can be replayed alone, and what was seen to be wrong.</summary>
internal sealed class FuzzCase(int seed, int iteration)
{
    public Random Random { get; } = new(HashOf(seed, iteration, 0));

    public int Iteration => iteration;

    /// <summary>The requests that reached the pipeline, in order: how long a response is depends on them.</summary>
    public List<SeenRequest> Requests { get; } = [];

    /// <summary>What the app found wrong while it ran.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>What else a target wants to know of an environ, while it lives.</summary>
    public Action<Environ>? Inspect { get; init; }

    /// <summary>Whether the app has failed on purpose, or may have been stopped: then the last response may be cut.</summary>
    public bool MayBeCut { get; set; }

    /// <summary>Whether a WebSocket was accepted: what follows is not HTTP.</summary>
    public bool IsUpgraded { get; set; }

    /// <summary>Random numbers of one request, apart from those of the others: how requests are cut must not change what the app
    /// does.</summary>
    public Random ForRequest(int index) => new(HashOf(seed, iteration, index + 1));

    // System.HashCode differs from process to process.
    private static int HashOf(int seed, int iteration, int index)
    {
        var hash = ((uint)seed * 0x9E3779B1u) ^ ((uint)iteration * 0x85EBCA77u) ^ ((uint)index * 0xC2B2AE3Du);
        hash ^= hash >> 15;
        hash *= 0x2C1B3C6Du;
        return (int)(hash ^ (hash >> 13));
    }
}
