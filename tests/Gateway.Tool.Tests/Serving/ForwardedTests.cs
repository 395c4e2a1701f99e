using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Serving;

/// <summary>Which values of forwarding headers <c>--forwarded-allow</c> believes.</summary>
public sealed class ForwardedTests
{
    [Fact]
    public async Task Only_http_and_https_become_the_scheme()
    {
        await using var tool = await ServeAsync();

        (string Sent, string Scheme)[] cases =
            [("wss", "https"), ("HTTPS", "https"), ("ws", "http"), ("ftp", "http"), ("https, ftp", "http"), ("ftp, https", "https")];
        foreach (var (sent, scheme) in cases)
        {
            var response = await Http.GetAsync(tool.Url(), "/", null, ("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", sent));
            response.ShouldContain($"scheme={scheme}\n", customMessage: sent);
        }
    }

    [Theory]
    [InlineData("192.0.2.1, 127.0.0.1", "192.0.2.1", "absent")]
    [InlineData("192.0.2.1:4711", "192.0.2.1", "4711")]
    [InlineData("[2001:db8::1]:4711", "2001:db8::1", "4711")]
    [InlineData("2001:db8::1", "2001:db8::1", "absent")]
    [InlineData("192.0.2.1, ", "192.0.2.1", "absent")]
    public async Task An_address_is_believed_and_a_port_that_was_not_sent_is_absent(string sent, string address, string port)
    {
        await using var tool = await ServeAsync();

        (await Http.GetAsync(tool.Url(), "/", null, ("X-Forwarded-For", sent))).ShouldContain($"remote={address}\nport={port}\n");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("127.1")]
    [InlineData("0x7f000001")]
    [InlineData("unknown")]
    public async Task A_number_or_a_name_is_not_an_address(string sent)
    {
        await using var tool = await ServeAsync();

        (await Http.GetAsync(tool.Url(), "/", null, ("X-Forwarded-For", sent))).ShouldContain("remote=127.0.0.1\n");
    }

    [Fact]
    public async Task A_prefix_tells_case_apart()
    {
        await using var tool = await ToolProcess.ServeAsync([TestApps.One, "--bind", "http://127.0.0.1:0", "--prefix", "/shop"]);

        (await Http.GetAsync(tool.Url(), "/shop/a")).ShouldContain("path=/a\nscript=/shop\n");
        (await Http.GetAsync(tool.Url(), "/SHOP/a")).ShouldStartWith("404 ");
        (await Http.GetAsync(tool.Url(), "/shopping")).ShouldStartWith("404 ");
    }

    private static Task<ToolProcess> ServeAsync() =>
        ToolProcess.ServeAsync([TestApps.One, "--bind", "http://127.0.0.1:0", "--forwarded-allow", "127.0.0.1", "--lint"]);
}
