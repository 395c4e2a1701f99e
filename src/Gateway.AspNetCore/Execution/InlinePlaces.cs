using System.Runtime.InteropServices;

namespace Gateway.AspNetCore.Execution;

/// <summary>Places for calls on the threads that read requests: who finds none free runs elsewhere.</summary>
/// <remarks>Not a counter, because all processors would fight for it with every request. A thread comes back to the same place, which is in its processor's cache;
/// and since the place is its own meanwhile, leaving it needs no interlocked operation.</remarks>
internal sealed class InlinePlaces(int count)
{
    public const int None = -1;

    private const int Free = 0;
    private const int Taken = 1;

    // Where this thread was last, here or in another app's places.
    [ThreadStatic]
    private static int t_last;

    private readonly Place[] _places = new Place[count];

    /// <summary>Takes a place among the first so many, or gives <see cref="None"/> if all of them are taken. <see cref="Leave"/> must follow.</summary>
    public int TryTake(int among)
    {
        var last = t_last;
        if (last < among && TryTakeAt(last))
            return last;

        for (var place = 0; place < among; place++)
        {
            if (TryTakeAt(place))
                return t_last = place;
        }

        return None;
    }

    private bool TryTakeAt(int place)
    {
        ref var state = ref _places[place].State;
        return Volatile.Read(ref state) == Free && Interlocked.CompareExchange(ref state, Taken, Free) == Free;
    }

    public void Leave(int place) => Volatile.Write(ref _places[place].State, Free);

    // As long as two cache lines, which are fetched together.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Place
    {
        [FieldOffset(0)]
        public int State;
    }
}
