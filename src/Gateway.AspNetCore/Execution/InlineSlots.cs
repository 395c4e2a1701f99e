using System.Runtime.InteropServices;

namespace Gateway.AspNetCore.Execution;

/// <summary>Slots for calls on the threads that read requests. If none is free, the call runs on another thread.</summary>
/// <remarks>A single counter would be contended by all processors. A thread returns to the same slot, which is in its processor's cache.
/// Only one thread owns a slot at a time, so leaving it needs no interlocked operation.</remarks>
internal sealed class InlineSlots(int count)
{
    public const int None = -1;

    private const int Free = 0;
    private const int Taken = 1;

    // The last slot of this thread, of this app or another.
    [ThreadStatic]
    private static int t_last;

    private readonly Slot[] _slots = new Slot[count];

    /// <summary>Takes a slot among the first <paramref name="among"/>, or returns <see cref="None"/> if all of them are taken.
    /// <see cref="Leave"/> must follow.</summary>
    public int TryTake(int among)
    {
        var last = t_last;
        if (last < among && TryTakeAt(last))
            return last;

        for (var slot = 0; slot < among; slot++)
        {
            if (TryTakeAt(slot))
                return t_last = slot;
        }

        return None;
    }

    private bool TryTakeAt(int slot)
    {
        ref var state = ref _slots[slot].State;
        return Volatile.Read(ref state) == Free && Interlocked.CompareExchange(ref state, Taken, Free) == Free;
    }

    public void Leave(int slot) => Volatile.Write(ref _slots[slot].State, Free);

    // Two cache lines, which are fetched together.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Slot
    {
        [FieldOffset(0)]
        public int State;
    }
}
