using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Gateway.AspNetCore.Tests.Requests;

public sealed class PathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/a%20b", "/a b")]
    [InlineData("/caf%C3%A9", "/café")]
    [InlineData("/%E2%82%AC", "/€")]
    [InlineData("/a%252Eb", "/a%2Eb")]
    [InlineData("/a%2Fb", "/a%2Fb")]
    [InlineData("/a%23b", "/a#b")]
    [InlineData("/a%3Fb", "/a?b")]
    [InlineData("/a%25", "/a%")]
    [InlineData("//evil/x", "//evil/x")]
    [InlineData("//x//y", "//x//y")]
    [InlineData("/public/../admin", "/admin")]
    [InlineData("/public/%2e%2e/admin", "/admin")]
    [InlineData("/a;b=c", "/a;b=c")]
    [InlineData("/bad%FF", "/bad%FF")]
    [InlineData("/%c0%af", "/%c0%af")]
    [InlineData("/%0d%0aX:y", "/\r\nX:y")]
    public async Task The_path_is_decoded_once(string target, string expected)
    {
        var environ = await Observed.TargetAsync(target);

        environ["PATH_INFO"].ShouldBe(expected);
        environ["SCRIPT_NAME"].ShouldBe("");
        environ["REQUEST_URI"].ShouldBe(target);
        environ["RAW_URI"].ShouldBe(target);
    }

    [Theory]
    [InlineData("/a%2Fb")]
    [InlineData("/a%252Fb")]
    [InlineData("/a/..%2fb")]
    [InlineData("/%ed%a0%80")]
    public async Task The_app_sees_the_path_that_the_middleware_in_front_saw(string target)
    {
        string? seenInFront = null;
        var environ = await Observed.TargetAsync(target, setup => setup.InFront = application => application.Use((context, next) =>
        {
            seenInFront ??= context.Request.Path.Value;
            return next(context);
        }));

        environ["PATH_INFO"].ShouldBe(seenInFront);
        environ["PATH_INFO"].ShouldNotBe("/a/b");
        environ["PATH_INFO"].ShouldNotBe("/b");
        environ["RAW_URI"].ShouldBe(target);
    }

    [Theory]
    [InlineData("/", "")]
    [InlineData("/?", "")]
    [InlineData("/?a=%2F&b", "a=%2F&b")]
    [InlineData("/?q=a%2Fb&x=%FF", "q=a%2Fb&x=%FF")]
    [InlineData("/a?b?c", "b?c")]
    [InlineData("/??", "?")]
    public async Task The_query_stays_as_it_is_without_its_question_mark(string target, string expected)
    {
        var environ = await Observed.TargetAsync(target);

        environ["QUERY_STRING"].ShouldBe(expected);
    }

    [Fact]
    public async Task An_absolute_target_is_mapped_like_any_other()
    {
        var environ = await Observed.TargetAsync("http://a/x/y?q=1");

        environ["PATH_INFO"].ShouldBe("/x/y");
        environ["QUERY_STRING"].ShouldBe("q=1");
        environ["SERVER_NAME"].ShouldBe("a");
        environ["REQUEST_URI"].ShouldBe("http://a/x/y?q=1");
    }

    [Fact]
    public async Task User_information_in_a_target_is_in_no_entry()
    {
        var answer = new Answer<Dictionary<string, object?>>();
        await using var host = await GatewayHost.StartAsync(Observed.Recording(answer));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("http://user:s3cret@a/x")).Status.ShouldBe(200);

        var environ = await answer.GetAsync();
        environ["PATH_INFO"].ShouldBe("/x");
        environ["REQUEST_URI"].ShouldBe("http://a/x");
        environ["RAW_URI"].ShouldBe("http://a/x");
        environ.Values.OfType<string>().ShouldAllBe(value => !value.Contains("s3cret"));
        await host.StopAsync();
        host.Log.Records.ShouldAllBe(record => !record.Message.Contains("s3cret"));
    }

    [Fact]
    public async Task Options_star_reaches_the_app()
    {
        var environ = await Observed.AsSentAsync("OPTIONS * HTTP/1.1", "Host: a", "", "");

        environ["REQUEST_METHOD"].ShouldBe("OPTIONS");
        environ["RAW_URI"].ShouldBe("*");
        environ["PATH_INFO"].ShouldBeOneOf("*", "");
    }

    [Theory]
    [InlineData("/a#frag")]
    [InlineData("/a?b#frag")]
    [InlineData("/nul%00x")]
    [InlineData("/a?\u0005")]
    [InlineData("/a\u007f")]
    public async Task A_target_with_a_fragment_or_a_control_character_is_refused(string target)
    {
        await using var host = await GatewayHost.StartAsync(Faults.Uncalled.App);
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync(target)).Status.ShouldBe(400);

        await using var another = await host.ConnectAsync();
        await another.ShouldStillServeAsync();
    }

    [Fact]
    public async Task A_line_break_in_the_path_reaches_no_line_of_the_log()
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Length", "1")]);
            return Blocks.Lazily("too", "many");
        });
        await using var connection = await host.ConnectAsync();

        await connection.GetAsync("/a%0d%0aforged%1b%5b2J");

        var record = await host.Log.WaitForAsync(
            record => record.Category.StartsWith("Gateway", StringComparison.Ordinal) && record.Message.Contains("forged"));
        record.Message.ShouldNotContain("\n");
        record.Message.ShouldNotContain("\r");
        record.Message.ShouldNotContain("\u001b");
    }
}
