namespace Gateway.AspNetCore.Execution;

/// <summary>Learns whether calls of a synchronous app are short enough to be made on the thread that reads the request.</summary>
internal sealed class BlockingDetector
{
    // Longer than a call that only computes a page, and too short to delay other requests. The clock's steps are up to 4 ms.
    private const long LongCallMilliseconds = 20;

    // The pause after a long call before the next one is tried inline, where it may block a pool thread.
    private const long RetryMilliseconds = 1000;

    private const int ProvenCalls = 32;
    private const int DoubtedCalls = ProvenCalls / 2;

    // One thread stays free for other requests until the app has proven that its calls are short.
    private static readonly int Processors = Environment.ProcessorCount;
    private static readonly int SlotsUnproven = Math.Max(1, Processors - 1);

    private readonly InlineSlots _slots = new(Processors);
    private int _shortCalls;
    private long _retryAt;

    public static long Now => Environment.TickCount64;

    /// <summary>Whether the app may be called on this thread. If so, <see cref="LeaveInline"/> must follow.</summary>
    /// <param name="entered">The time at which the call begins.</param>
    /// <param name="slot">The slot it takes.</param>
    public bool TryEnterInline(out long entered, out int slot)
    {
        entered = Now;
        slot = InlineSlots.None;
        if (entered < Volatile.Read(ref _retryAt))
            return false;
        slot = _slots.TryTake(Volatile.Read(ref _shortCalls) >= ProvenCalls ? Processors : SlotsUnproven);
        return slot != InlineSlots.None;
    }

    public void LeaveInline(long entered, int slot)
    {
        _slots.Leave(slot);
        Observe(entered);
    }

    /// <summary>Records a call that has returned, on any thread. Races between calls only make the count less exact.</summary>
    public void Observe(long entered)
    {
        var now = Now;
        if (now - entered >= LongCallMilliseconds)
        {
            // One long call of a proven app may be caused by the machine. The app has to prove itself again; the next long call counts.
            if (Interlocked.CompareExchange(ref _shortCalls, DoubtedCalls, ProvenCalls) == ProvenCalls)
                return;
            Volatile.Write(ref _shortCalls, 0);
            Volatile.Write(ref _retryAt, now + RetryMilliseconds);
        }
        else if (_shortCalls < ProvenCalls && ++_shortCalls == ProvenCalls)
        {
            Volatile.Write(ref _retryAt, 0);
        }
    }
}
