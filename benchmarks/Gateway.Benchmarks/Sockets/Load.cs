namespace Gateway.Benchmarks.Sockets;

/// <summary>What a load generator saw.</summary>
/// <param name="PerSecond">Requests per second.</param>
/// <param name="Requests">How many were answered.</param>
/// <param name="Failures">How many were not, or not with 2xx.</param>
internal sealed record Load(double PerSecond, long Requests, long Failures);
