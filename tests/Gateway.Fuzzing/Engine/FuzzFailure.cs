namespace Gateway.Fuzzing.Engine;

/// <summary>A property does not hold.</summary>
internal sealed class FuzzFailure(string message) : Exception(message)
{
    public static FuzzFailure Of(string target, int iteration, string problem, string input) => new(
        $"""
        {problem}
        replay: GATEWAY_FUZZ_SEED={FuzzSettings.Seed} GATEWAY_FUZZ_FIRST={iteration} GATEWAY_FUZZ_ITERATIONS=1 dotnet test tests/Gateway.Fuzzing --filter {target}
        input: {input}
        """);
}
