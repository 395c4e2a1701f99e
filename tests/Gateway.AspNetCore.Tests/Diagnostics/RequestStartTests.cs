using Gateway.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore.Tests.Diagnostics;

/// <summary>The header X-Request-Start, in the forms that proxies send it.</summary>
public sealed class RequestStartTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_010);

    [Theory]
    [InlineData("t=1700000000", 10.0)]
    [InlineData("t=1700000000.5", 9.5)]
    [InlineData("1700000000.5", 9.5)]
    [InlineData("t=1700000000500", 9.5)]
    [InlineData("t=1700000000500000", 9.5)]
    [InlineData("t=1700000010", 0.0)]
    public void Seconds_milliseconds_and_microseconds_are_told_apart(string header, double seconds) =>
        AgeOf(header)!.Value.TotalSeconds.ShouldBe(seconds, tolerance: 0.001);

    [Theory]
    [InlineData("")]
    [InlineData("t=")]
    [InlineData("t=soon")]
    [InlineData("t=-1700000000")]
    [InlineData("t=1.7e9")]
    [InlineData("t=1700000011")]
    [InlineData("t=1699990000")]
    [InlineData("t=NaN")]
    [InlineData("t=17000000000000000000000000000000000000000000000")]
    public void A_value_that_no_proxy_in_front_would_send_is_ignored(string header) => AgeOf(header).ShouldBeNull();

    [Fact]
    public void Two_values_and_none_are_ignored()
    {
        RequestStart.Age(new HeaderDictionary(), Now).ShouldBeNull();
        RequestStart.Age(new HeaderDictionary { ["X-Request-Start"] = new(["t=1700000000", "t=1700000001"]) }, Now).ShouldBeNull();
    }

    private static TimeSpan? AgeOf(string header) => RequestStart.Age(new HeaderDictionary { ["X-Request-Start"] = header }, Now);
}
