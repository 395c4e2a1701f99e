using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Requests;

public sealed class MethodTests
{
    public static TheoryData<string> Methods => ["GET", "POST", "get", "FROB", "M-SEARCH", new string('M', 100)];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task The_method_arrives_as_it_was_sent(string method)
    {
        var environ = await Observed.AsSentAsync($"{method} / HTTP/1.1", "Host: a", "Content-Length: 0", "", "");

        environ["REQUEST_METHOD"].ShouldBe(method);
    }

    [Fact]
    public async Task Connect_is_refused_without_calling_the_app()
    {
        await using var host = await GatewayHost.StartAsync(Faults.Uncalled.App);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("CONNECT a:80 HTTP/1.1", "Host: a:80", "", "");

        (await connection.ReceiveHeadAsync()).Status.ShouldBe(501);
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET * HTTP/1.1")]
    [InlineData("GET a HTTP/1.1")]
    [InlineData("GET ftp://a/x HTTP/1.1")]
    [InlineData("GET / HTTP/1.2")]
    [InlineData("GET /caf\u00e9 HTTP/1.1")]
    public async Task A_malformed_request_never_reaches_the_app(string requestLine)
    {
        await using var host = await GatewayHost.StartAsync(Faults.Uncalled.App);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(requestLine, "Host: a", "", "");

        (await connection.ReceiveHeadAsync()).Status.ShouldBeInRange(400, 505);
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Too_many_or_too_long_headers_never_reach_the_app()
    {
        await using var host = await GatewayHost.StartAsync(Faults.Uncalled.App);
        string[] many = [.. Enumerable.Range(0, 101).Select(number => $"X-{number}: 1")];
        await using (var connection = await host.ConnectAsync())
            (await connection.GetAsync("/", many)).Status.ShouldBe(431);
        await using (var connection = await host.ConnectAsync())
            (await connection.GetAsync("/" + new string('p', 9000))).Status.ShouldBe(414);

        await using var another = await host.ConnectAsync();
        await another.ShouldStillServeAsync();
    }

    [Theory]
    [InlineData("hEAD")]
    [InlineData("head")]
    [InlineData("connect")]
    public async Task A_method_in_another_case_is_another_method(string method)
    {
        // RFC 9110, 9.1: methods are case-sensitive, and Kestrel takes them so. Found by fuzzing.
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Text(environ.RequestMethod);
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync($"{method} / HTTP/1.1", "Host: a", "", "");

        (await connection.ReceiveResponseAsync()).Text.ShouldBe(method);
        await connection.ShouldStillServeAsync();
        host.Log.Errors.ShouldBeEmpty();
    }
}
