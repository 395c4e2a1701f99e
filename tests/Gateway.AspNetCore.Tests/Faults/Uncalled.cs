namespace Gateway.AspNetCore.Tests.Faults;

/// <summary>An app for requests that must not reach one: the client would see a 500, and the log an error.</summary>
internal static class Uncalled
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse) =>
        throw new InvalidOperationException("A request that must not reach the app did.");
}
