namespace Gateway.AspNetCore.Requests;

/// <summary>One key of the environ.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Computes its value; null where the request has none.</param>
/// <param name="Presence">The requests that may have it, so that listing all entries can skip the others.</param>
internal sealed record EnvironEntry(string Key, Func<Exchange, object?> Value, EnvironPresence Presence = EnvironPresence.Any);
