using Gateway;

namespace MixedHost.Apps;

/// <summary>Fails before it has said anything, so the exception handler in front answers.</summary>
internal static class Fault
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse) =>
        throw new InvalidOperationException("The secret of the fault.");
}
