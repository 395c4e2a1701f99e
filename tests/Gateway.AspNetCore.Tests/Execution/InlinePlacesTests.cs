using Gateway.AspNetCore.Execution;

namespace Gateway.AspNetCore.Tests.Execution;

/// <summary>How many calls may hold a thread that reads requests.</summary>
public sealed class InlinePlacesTests
{
    [Fact]
    public void There_are_so_many_and_each_is_taken_once()
    {
        var places = new InlinePlaces(3);

        Enumerable.Range(0, 3).Select(_ => places.TryTake(among: 3)).Order().ShouldBe([0, 1, 2]);

        places.TryTake(among: 3).ShouldBe(InlinePlaces.None);
    }

    [Fact]
    public void One_that_was_left_can_be_taken_again()
    {
        var places = new InlinePlaces(2);
        places.TryTake(among: 2);
        var second = places.TryTake(among: 2);

        places.Leave(second);

        places.TryTake(among: 2).ShouldBe(second);
        places.TryTake(among: 2).ShouldBe(InlinePlaces.None);
    }

    [Fact]
    public void Fewer_may_be_open_than_there_are()
    {
        var places = new InlinePlaces(4);
        for (var place = 0; place < 4; place++)
            places.TryTake(among: 4);
        places.Leave(3);

        places.TryTake(among: 3).ShouldBe(InlinePlaces.None);
        places.TryTake(among: 4).ShouldBe(3);
    }

    [Fact]
    public void Many_threads_never_hold_more_than_there_are()
    {
        const int count = 3;
        var places = new InlinePlaces(count);
        var (inside, most) = (0, 0);

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            for (var round = 0; round < 2000; round++)
            {
                var place = places.TryTake(count);
                if (place == InlinePlaces.None)
                    continue;
                var now = Interlocked.Increment(ref inside);
                for (var seen = Volatile.Read(ref most); now > seen;)
                    seen = Interlocked.CompareExchange(ref most, now, seen);
                Interlocked.Decrement(ref inside);
                places.Leave(place);
            }
        });

        most.ShouldBeInRange(1, count);
        Enumerable.Range(0, count).ShouldAllBe(_ => places.TryTake(count) != InlinePlaces.None);
    }
}
