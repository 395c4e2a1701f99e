using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>The option of full CGI decoding.</summary>
public sealed class CgiPathDecodingTests
{
    private static void Cgi(HostSetup setup) => setup.Options = options => options.Requests.PathDecoding = PathDecoding.Cgi;

    [Theory]
    [InlineData("/a%2Fb", "/a/b")]
    [InlineData("/a%2fb", "/a/b")]
    [InlineData("/a%252Fb", "/a%2Fb")]
    [InlineData("/a%20b", "/a b")]
    [InlineData("/caf%C3%A9", "/café")]
    public async Task Everything_is_decoded_exactly_once(string target, string expected)
    {
        var environ = await Observed.TargetAsync(target, Cgi);

        environ["PATH_INFO"].ShouldBe(expected);
    }

    [Theory]
    [InlineData("/a/..%2fb")]
    [InlineData("/a/%2e%2e%2fb")]
    [InlineData("/a%2F..")]
    [InlineData("/a%2f..%2f..%2fetc")]
    public async Task A_dot_segment_that_decoding_uncovers_is_refused(string target)
    {
        await using var host = await GatewayHost.StartAsync(Faults.Uncalled.App, Cgi);
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync(target)).Status.ShouldBe(400);

        await using var another = await host.ConnectAsync();
        await another.ShouldStillServeAsync();
    }

    [Theory]
    [InlineData("/a..b%2Fc", "/a..b/c")]
    [InlineData("/a%2F...", "/a/...")]
    public async Task Dots_that_are_not_a_whole_segment_pass(string target, string expected)
    {
        var environ = await Observed.TargetAsync(target, Cgi);

        environ["PATH_INFO"].ShouldBe(expected);
    }
}
