using Microsoft.Extensions.Configuration;

namespace Production.Tests;

public sealed class SiteSettingsTests
{
    [Fact]
    public void Settings_are_read_from_the_configuration()
    {
        var settings = Read(("Proxy:Trusted", "10.0.0.0/8"), ("RateLimit:Requests", "7"), ("RateLimit:Window", "00:01:00"));

        settings.Proxies.Single().ToString().ShouldBe("10.0.0.0/8");
        settings.RequestsPerWindow.ShouldBe(7);
        settings.Window.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("RateLimit:Requests", "0")]
    [InlineData("RateLimit:Requests", "many")]
    [InlineData("RateLimit:Window", "00:00:00")]
    [InlineData("RateLimit:Window", "soon")]
    [InlineData("Proxy:Trusted", "nginx")]
    public void An_invalid_setting_fails_with_its_name_and_value(string name, string value)
    {
        var message = Should.Throw<FormatException>(() => Read((name, value))).Message;

        message.ShouldContain(name);
        message.ShouldContain($"'{value}'");
    }

    [Theory]
    [InlineData("203.0.113.9", "rate:203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "rate:203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "rate:20010db800010002/64")]
    [InlineData(null, "rate:unknown")]
    public void A_client_is_counted_by_its_address_or_network(string? address, string key) => RateLimit.KeyOf(address).ShouldBe(key);

    private static SiteSettings Read(params (string Name, string Value)[] settings)
    {
        var values = settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value);
        return new SiteSettings(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
