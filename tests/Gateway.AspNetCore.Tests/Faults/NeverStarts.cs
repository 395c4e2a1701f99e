using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Faults;

/// <summary>Apps that never call start_response.</summary>
internal static class NeverStarts
{
    public static IEnumerable<ReadOnlyMemory<byte>> WithABody(Environ environ, StartResponse startResponse) => Body.Text("leaked");

    public static IEnumerable<ReadOnlyMemory<byte>> WithoutABody(Environ environ, StartResponse startResponse) => [];

    public static IEnumerable<ReadOnlyMemory<byte>> WithBlocks(Environ environ, StartResponse startResponse) =>
        Blocks.Lazily("leaked", "leaked");

    public static IEnumerable<ReadOnlyMemory<byte>> WithEmptyBlocksOnly(Environ environ, StartResponse startResponse) =>
        Blocks.Lazily("", "");
}
