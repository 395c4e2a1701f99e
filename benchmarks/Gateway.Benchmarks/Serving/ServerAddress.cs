namespace Gateway.Benchmarks.Serving;

/// <summary>Where one server of a process is.</summary>
/// <param name="Process">The process.</param>
/// <param name="Http">Without TLS.</param>
/// <param name="Https">With TLS; null where the server has none.</param>
internal sealed record ServerAddress(ServerProcess Process, Uri Http, Uri? Https);
