using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

public sealed class StatusTests
{
    public static TheoryData<string> Invalid =>
    [
        "200 OK\r\nX-Evil: 1", "200 OK\n", "200\n", "200", "200 ", " 200 OK", "200 OK ", "200  OK", "", "abc", "OK 200", "20 OK", "2000 X",
        "99 x", "100 Continue", "101 Switching Protocols", "103 Early Hints", "199 x", "600 x", "999 x", "1000 x", "-20 x", "200 Caf\u00e9",
        "200 \0", "200 a\tb", "\u0662\u0660\u0660 OK",
    ];

    [Theory]
    [InlineData("200 OK")]
    [InlineData("299 Froody")]
    [InlineData("418 I'm a teapot (RFC 2324)")]
    [InlineData("599 The last one")]
    public async Task The_reason_reaches_the_client_as_the_app_gave_it(string status)
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            startResponse(status, []);
            return Body.Text("x");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Head.StatusLine.ShouldBe("HTTP/1.1 " + status);
        await connection.ShouldStillServeAsync();
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task An_invalid_status_fails_in_the_apps_own_frame_and_reaches_no_wire(string status)
    {
        foreach (var shape in Enum.GetValues<AppShape>())
        {
            var thrown = new Answer<Exception?>();
            await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
            {
                var error = Record.Exception(() => startResponse(status, [("X-Head", "1")]));
                thrown.Set(error);
                throw error ?? new InvalidOperationException("It was taken.");
            });
            await using var connection = await host.ConnectAsync();

            var response = await connection.GetAsync("/");

            response.Status.ShouldBe(500);
            response.Has("X-Evil").ShouldBeFalse();
            response.Has("X-Head").ShouldBeFalse();
            (await thrown.GetAsync()).ShouldBeOfType<GatewayContractException>().Message.ShouldContain("status");
            await connection.ShouldStillServeAsync();
        }
    }

    [Fact]
    public async Task A_status_that_is_null_is_an_error()
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            startResponse(null!, []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(500);
        (await host.Log.WaitForErrorAsync()).Exception.ShouldBeOfType<GatewayContractException>();
    }
}
