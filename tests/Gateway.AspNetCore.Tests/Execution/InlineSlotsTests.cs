using Gateway.AspNetCore.Execution;

namespace Gateway.AspNetCore.Tests.Execution;

/// <summary>How many calls may hold a thread that reads requests.</summary>
public sealed class InlineSlotsTests
{
    [Fact]
    public void Each_slot_is_taken_once()
    {
        var slots = new InlineSlots(3);

        Enumerable.Range(0, 3).Select(_ => slots.TryTake(among: 3)).Order().ShouldBe([0, 1, 2]);

        slots.TryTake(among: 3).ShouldBe(InlineSlots.None);
    }

    [Fact]
    public void A_slot_that_was_left_can_be_taken_again()
    {
        var slots = new InlineSlots(2);
        slots.TryTake(among: 2);
        var second = slots.TryTake(among: 2);

        slots.Leave(second);

        slots.TryTake(among: 2).ShouldBe(second);
        slots.TryTake(among: 2).ShouldBe(InlineSlots.None);
    }

    [Fact]
    public void A_thread_takes_a_slot_only_among_the_open_ones()
    {
        var slots = new InlineSlots(4);
        for (var place = 0; place < 4; place++)
            slots.TryTake(among: 4);
        slots.Leave(3);

        slots.TryTake(among: 3).ShouldBe(InlineSlots.None);
        slots.TryTake(among: 4).ShouldBe(3);
    }

    [Fact]
    public void Many_threads_never_hold_more_slots_than_exist()
    {
        const int count = 3;
        var slots = new InlineSlots(count);
        var (inside, most) = (0, 0);

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            for (var round = 0; round < 2000; round++)
            {
                var place = slots.TryTake(count);
                if (place == InlineSlots.None)
                    continue;
                var now = Interlocked.Increment(ref inside);
                for (var seen = Volatile.Read(ref most); now > seen;)
                    seen = Interlocked.CompareExchange(ref most, now, seen);
                Interlocked.Decrement(ref inside);
                slots.Leave(place);
            }
        });

        most.ShouldBeInRange(1, count);
        Enumerable.Range(0, count).ShouldAllBe(_ => slots.TryTake(count) != InlineSlots.None);
    }
}
