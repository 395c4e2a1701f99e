using System.Text;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

public sealed class HeaderTests
{
    public static TheoryData<string?, string?> Invalid => new()
    {
        { "X-A", "a\r\nX-Evil: 1" }, { "X-A", "a\rb" }, { "X-A", "a\nb" }, { "X-A", "a\0b" }, { "X-A", "a\u007fb" }, { "X-A", "a\tb" },
        { "X-A", "caf\u00e9" }, { "X-A", "\u20ac" }, { "X-A", null },
        { "X A", "1" }, { "X-A ", "1" }, { "X:A", "1" }, { "X-A\r\nX-Evil", "1" }, { "", "1" }, { "X-\u00e9", "1" }, { "X\tA", "1" },
        { null, "1" },
        { "Connection", "close" }, { "connection", "keep-alive" }, { "Keep-Alive", "timeout=5" }, { "TE", "trailers" }, { "Trailer", "X" },
        { "Upgrade", "h2c" },
        { "Transfer-Encoding", "chunked" }, { "transfer-encoding", "gzip" }, { "Proxy-Authenticate", "Basic" },
        { "Proxy-Authorization", "x" }, { "Proxy-Connection", "close" },
        { "Status", "200 OK" },
        { "Content-Length", "abc" }, { "Content-Length", "-5" }, { "Content-Length", "+5" }, { "Content-Length", "5, 5" },
        { "Content-Length", "" }, { "Content-Length", " 5" },
        { "Content-Length", "0x5" }, { "Content-Length", "99999999999999999999" }, { "content-LENGTH", "5.0" },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task An_invalid_header_fails_in_the_apps_own_frame_and_reaches_no_wire(string? name, string? value)
    {
        foreach (var shape in Enum.GetValues<AppShape>())
        {
            var thrown = new Answer<Exception?>();
            await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
            {
                var error = Record.Exception(() => startResponse("200 OK", [("X-Before", "1"), (name!, value!), ("X-After", "1")]));
                thrown.Set(error);
                throw error ?? new InvalidOperationException("It was taken.");
            });
            await using var connection = await host.ConnectAsync();

            var response = await connection.GetAsync("/");

            response.Status.ShouldBe(500);
            foreach (var leaked in new[] { "X-Evil", "X-Before", "X-After", "X-A", "Transfer-Encoding", "Status", "Keep-Alive", "Upgrade" })
                response.Has(leaked).ShouldBeFalse(leaked);
            var message = (await thrown.GetAsync()).ShouldBeOfType<GatewayContractException>().Message;
            message.ShouldNotContain("\n");
            if (name is not null && name.All(character => character is > ' ' and < (char)0x7f))
                message.ShouldContain(name);
            await connection.ShouldStillServeAsync();
        }
    }

    [Fact]
    public async Task Two_content_lengths_are_an_error()
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Length", "2"), ("content-length", "2")]);
            return Body.Text("ab");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(500);
        (await host.Log.WaitForErrorAsync()).Exception.ShouldBeOfType<GatewayContractException>().Message.ShouldContain("Content-Length");
    }

    [Theory, BothShapes]
    public async Task Repeats_stay_apart_and_in_their_order(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", [("Set-Cookie", "a=1"), ("X-A", "1"), ("Set-Cookie", "b=2, 3"), ("x-a", "2"), ("Set-Cookie", "a=1")]);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Head.All("Set-Cookie").ShouldBe(["a=1", "b=2, 3", "a=1"]);
        response.Head.All("X-A").ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task Every_printable_value_passes_unchanged()
    {
        var printable = new string([.. Enumerable.Range(0x21, 0x7f - 0x21).Select(code => (char)code)]);
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            startResponse("200 OK",
                [("X-Printable", printable), ("X-Empty", ""), ("X-!#$%&'*+.^_`|~0", "odd name"), ("X-Long", new string('v', 5000))]);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Header("X-Printable").ShouldBe(printable);
        response.Header("X-Empty").ShouldBe("");
        response.Header("X-!#$%&'*+.^_`|~0").ShouldBe("odd name");
        response.Header("X-Long").ShouldBe(new string('v', 5000));
    }

    [Fact]
    public async Task An_empty_value_among_repeats_keeps_its_line()
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            startResponse("200 OK", [("X-A", ""), ("X-A", "2"), ("X-A", ""), ("Content-Type", "")]);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Head.All("X-A").ShouldBe(["", "2", ""]);
        response.Head.All("Content-Type").ShouldBe([""]);
    }

    [Fact]
    public async Task Date_and_server_are_sent_once_whoever_sets_them()
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            if (environ.PathInfo == "/own")
                startResponse("200 OK", [("Date", "Thu, 01 Jan 1970 00:00:00 GMT"), ("Server", "mine")]);
            else
                startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        var own = await connection.GetAsync("/own");
        own.Head.All("Date").ShouldBe(["Thu, 01 Jan 1970 00:00:00 GMT"]);
        own.Head.All("Server").ShouldBe(["mine"]);
        (await connection.GetAsync("/")).Head.All("Date").Count.ShouldBe(1);
    }

    [Theory, BothShapes]
    public async Task No_content_type_is_invented(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Text("untyped");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Has("Content-Type").ShouldBeFalse();
    }

    [Theory, BothShapes]
    public async Task Latin_1_is_sent_where_the_server_is_set_to_send_it(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                Should.Throw<GatewayContractException>(() => startResponse("200 OK", [("X-Name", "\u20ac")]));
                startResponse("200 OK", [("X-Name", "caf\u00e9")], new InvalidOperationException("start over"));
                return Body.Empty;
            },
            setup => setup.Kestrel = kestrel => kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1);
        await using var connection = await host.ConnectAsync();

        // The client reads heads as ISO-8859-1.
        (await connection.GetAsync("/")).Header("X-Name").ShouldBe("caf\u00e9");
        await connection.ShouldStillServeAsync();
    }

    [Fact]
    public async Task A_path_reflected_into_a_header_cannot_split_the_response()
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            startResponse("302 Found", [("Location", environ.PathInfo)]);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/a%0d%0aX-Evil:%201");

        response.Status.ShouldBe(500);
        response.Has("X-Evil").ShouldBeFalse();
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task Content_type_twice_fails_in_the_apps_own_frame(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            var mistake = Should.Throw<GatewayContractException>(
                () => startResponse("200 OK", [("Content-Type", "text/plain"), ("content-type", "text/html")]));
            startResponse("500 Mistake", [("Content-Type", "text/plain")], mistake);
            return Body.Text(mistake.Message);
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Text.ShouldContain("Content-Type is given twice");
        response.Status.ShouldBe(500);
    }
}
