using Gateway.Fakes;

namespace Gateway.Composition;

/// <summary>start_response and write of an app in a cascade.</summary>
public class CascadeStartTests
{
    private readonly RecordedResponse _response = new();

    private async Task CallAsync(AsyncGatewayApp app)
    {
        var body = await new GatewayPipeline().Cascade(app).Run(Apps.Answer("200 OK", "rest"))
            .Build()(Environ.ForRequest(), _response.Start);
        await Blocks.CloseAsync(body);
    }

    private Task CallAsync(Action<StartResponse> act) => CallAsync((_, startResponse) =>
    {
        act(startResponse);
        return new(Body.Empty);
    });

    [Fact]
    public async Task What_is_written_to_an_answer_that_is_passed_over_is_not_sent()
    {
        await CallAsync(startResponse => startResponse("404 Not Found", []).Write("unheard"u8));

        _response.Text.ShouldBe("");
        _response.Calls.ShouldHaveSingleItem().Status.ShouldBe("200 OK");
    }

    [Fact]
    public async Task What_is_written_to_an_answer_that_is_heard_is_sent()
    {
        await CallAsync(startResponse => startResponse("201 Created", []).Write("heard"u8));

        _response.Text.ShouldBe("heard");
        _response.Status.ShouldBe("201 Created");
    }

    [Fact]
    public async Task An_exception_replaces_an_answer_that_was_held_back()
    {
        var error = new InvalidDataException("broken");

        await CallAsync(startResponse =>
        {
            startResponse("404 Not Found", [("X-Old", "1")]).Write("unheard "u8);
            startResponse("500 Internal Server Error", [("X-New", "1")], error).Write("heard"u8);
        });

        var (status, headers, exception) = _response.Calls.ShouldHaveSingleItem();
        status.ShouldBe("500 Internal Server Error");
        headers.ShouldBe([("X-New", "1")]);
        exception.ShouldBeSameAs(error);
        _response.Text.ShouldBe("heard");
    }

    [Fact]
    public async Task An_exception_that_ends_in_a_404_is_passed_over()
    {
        await CallAsync(startResponse =>
        {
            startResponse("404 Not Found", []);
            startResponse("405 Method Not Allowed", [], new InvalidDataException("broken"));
        });

        _response.Calls.ShouldHaveSingleItem().Status.ShouldBe("200 OK");
    }

    [Fact]
    public async Task An_exception_after_an_answer_that_is_heard_goes_to_the_server_whatever_its_status()
    {
        await CallAsync(startResponse =>
        {
            startResponse("201 Created", []);
            startResponse("404 Not Found", [], new InvalidDataException("broken"));
        });

        _response.Calls.Select(call => call.Status).ShouldBe(["201 Created", "404 Not Found"]);
    }

    [Theory]
    [InlineData("404 Not Found", "404 Not Found")]
    [InlineData("404 Not Found", "200 OK")]
    [InlineData("200 OK", "404 Not Found")]
    [InlineData("200 OK", "200 OK")]
    public async Task A_second_start_without_an_exception_is_an_error(string first, string second) =>
        (await Should.ThrowAsync<GatewayContractException>(() => CallAsync(startResponse =>
        {
            startResponse(first, []);
            startResponse(second, []);
        }))).Message.ShouldContain("second time");

    [Theory]
    [InlineData("404", "X-A")]
    [InlineData("404 Not Found", "X A")]
    public async Task A_start_that_failed_counts_as_the_first(string status, string header) =>
        (await Should.ThrowAsync<GatewayContractException>(() => CallAsync(startResponse =>
        {
            Should.Throw<GatewayContractException>(() => startResponse(status, [(header, "1")]));
            startResponse("200 OK", []);
        }))).Message.ShouldContain("second time");

    [Theory]
    [InlineData("404 Not Found", "Connection", "close")]
    [InlineData("405 Method Not Allowed", "X-A", "1\r\nX: y")]
    [InlineData("404 Not Found", "Content-Length", "abc")]
    [InlineData("404  Not Found", "X-A", "1")]
    public async Task An_answer_that_nobody_hears_keeps_the_rules(string status, string name, string value)
    {
        await Should.ThrowAsync<GatewayContractException>(() => CallAsync(startResponse => startResponse(status, [(name, value)])));

        _response.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whether_Latin1_is_sent_is_the_servers_to_know()
    {
        await CallAsync(startResponse => startResponse("404 Not Found", [("X-A", "caf\u00e9")]));

        _response.Calls.ShouldHaveSingleItem().Status.ShouldBe("200 OK");
    }
}
