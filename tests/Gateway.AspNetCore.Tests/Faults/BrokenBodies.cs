using System.Collections;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Faults;

/// <summary>Bodies that fail at one place of their protocol.</summary>
internal static class BrokenBodies
{
    public static IEnumerable<ReadOnlyMemory<byte>> ThrowingAtOnce() => Throwing();

    public static IEnumerable<ReadOnlyMemory<byte>> ThrowingAfter(params string[] blocks) => Blocks.Lazily(blocks).Concat(Throwing());

    /// <summary>Cannot even be enumerated.</summary>
    public sealed class WithoutEnumerator : IEnumerable<ReadOnlyMemory<byte>>
    {
        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => throw new InvalidOperationException("on purpose");

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Throwing()
    {
        foreach (var number in Enumerable.Range(0, 1))
            yield return number == 0 ? throw new InvalidOperationException("on purpose") : default(ReadOnlyMemory<byte>);
    }
}
