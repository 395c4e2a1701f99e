using System.Runtime.InteropServices;

namespace Gateway.AspNetCore.Execution;

/// <summary>Slots for calls on the threads that read requests: a call that finds none free runs elsewhere.</summary>
/// <remarks>Not a counter, because all processors would fight for it with every request. A thread comes back to the same slot, which is in its processor's cache;
/// and since the slot is its own meanwhile, leaving it needs no interlocked operation.</remarks>
internal sealed class InlineSlots(int count)
{
    public const int None = -1;

    private const int Free = 0;
    private const int Taken = 1;

    // Where this thread was last, here or in another app's slots.
    [ThreadStatic]
    private static int t_last;

    private readonly Slot[] _slots = new Slot[count];

    /// <summary>Takes a slot among the first <paramref name="among"/>, or returns <see cref="None"/> if all of them are taken. <see cref="Leave"/> must follow.</summary>
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

    // As long as two cache lines, which are fetched together.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Slot
    {
        [FieldOffset(0)]
        public int State;
    }
}
