using Gateway.AspNetCore.Execution;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Execution;

public sealed class OverloadLogTests
{
    private readonly LogSink _sink = new();
    private readonly ManualTime _time = new();

    [Fact]
    public void An_overload_is_logged_by_its_beginning_a_count_at_intervals_and_its_end()
    {
        var overload = new OverloadLog(_sink.CreateLogger("test"), _time);

        for (var request = 0; request < 100_000; request++)
            overload.Reject("GET", "/", "64 threads are busy.");
        Messages().ShouldBe(["GW0011: Overloaded: GET / gets a 503, because 64 threads are busy. Further ones are counted."]);

        _time.Strike();
        overload.Reject("GET", "/", "64 threads are busy.");
        _time.Strike();
        _time.Strike();
        Messages()[1..].ShouldBe(
        [
            "GW0015: Overloaded: 100000 requests got a 503 within 00:00:10.",
            "GW0015: Overloaded: 1 requests got a 503 within 00:00:10.",
            "GW0016: No longer overloaded: 100001 requests got a 503.",
        ]);

        overload.Reject("GET", "/again", "1000 requests wait.");
        Messages()[^1].ShouldStartWith("GW0011: Overloaded: GET /again");
    }

    private string[] Messages() => [.. _sink.Records.Select(record => record.Message)];
}
