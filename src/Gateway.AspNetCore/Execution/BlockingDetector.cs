namespace Gateway.AspNetCore.Execution;

/// <summary>Learns whether calls of a synchronous app are short enough to be made on the thread that reads the request.</summary>
internal sealed class BlockingDetector
{
    // Longer than any call that only computes a page, shorter than what a neighbour notices; the clock's steps are up to 4 ms.
    private const long LongCallMilliseconds = 20;

    // How long after a long call the next one is tried inline: one pool thread may then be held up for one call.
    private const long RetryMilliseconds = 1000;

    private const int ProvenCalls = 32;
    private const int DoubtedCalls = ProvenCalls / 2;

    // One thread is kept free for everybody else, until the app has proven that it gives the threads back.
    private static readonly int Processors = Environment.ProcessorCount;
    private static readonly int SlotsUnproven = Math.Max(1, Processors - 1);

    private readonly InlineSlots _slots = new(Processors);
    private int _shortCalls;
    private long _retryAt;

    public static long Now => Environment.TickCount64;

    /// <summary>Whether the app may be called here and now. If so, <see cref="LeaveInline"/> must follow.</summary>
    /// <param name="entered">When the call begins.</param>
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

    /// <summary>Takes note of a call that has just returned, wherever it ran. Races between calls only blur the count.</summary>
    public void Observe(long entered)
    {
        var now = Now;
        if (now - entered >= LongCallMilliseconds)
        {
            // One long call of a proven app may be the machine's fault: a pause, a busy neighbour. It has to prove itself again; the next one counts.
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
