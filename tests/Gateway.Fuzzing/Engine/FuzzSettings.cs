using System.Globalization;

namespace Gateway.Fuzzing.Engine;

/// <summary>How long and from where a run goes. Without any setting it is short and always the same.</summary>
internal static class FuzzSettings
{
    /// <summary><c>GATEWAY_FUZZ_SEED</c>: another seed, other inputs.</summary>
    public static int Seed { get; } = Read("GATEWAY_FUZZ_SEED") ?? 20;

    /// <summary><c>GATEWAY_FUZZ_FIRST</c>: the iteration to begin with, to replay one.</summary>
    public static int First { get; } = Read("GATEWAY_FUZZ_FIRST") ?? 0;

    /// <summary><c>GATEWAY_FUZZ_ITERATIONS</c>: how many iterations each target has.</summary>
    public static int Iterations(int unlessSet) => Read("GATEWAY_FUZZ_ITERATIONS") ?? unlessSet;

    /// <summary><c>GATEWAY_FUZZ_PROGRESS</c>: a file or a terminal to tell how far a long run is; null for none.</summary>
    public static string? Progress { get; } = Environment.GetEnvironmentVariable("GATEWAY_FUZZ_PROGRESS") is { Length: > 0 } path
        ? path : null;

    private static int? Read(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
