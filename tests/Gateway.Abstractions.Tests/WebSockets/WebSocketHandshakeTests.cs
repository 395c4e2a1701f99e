using System.Net.WebSockets;
using Gateway.Fakes;

namespace Gateway.WebSockets;

public class WebSocketHandshakeTests
{
    private static readonly Func<WebSocket, CancellationToken, Task> Handler = static (_, _) => Task.CompletedTask;

    private readonly WebSocketHandshake _handshake = new(["chat", "v2.chat"]);

    [Fact]
    public void Accepting_selects_no_sub_protocol_by_itself()
    {
        var body = _handshake.Accept(Handler).ShouldBeOfType<WebSocketBody>();

        body.Handler.ShouldBeSameAs(Handler);
        body.SubProtocol.ShouldBeNull();
        body.Length.ShouldBeNull();
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("v2.chat")]
    public void A_sub_protocol_that_was_offered_can_be_selected(string subProtocol) =>
        _handshake.Accept(Handler, subProtocol).ShouldBeOfType<WebSocketBody>().SubProtocol.ShouldBe(subProtocol);

    [Theory]
    [InlineData("CHAT")]
    [InlineData("chat2")]
    public void One_that_was_not_offered_is_an_error_that_names_it_and_the_offer(string subProtocol)
    {
        var error = Should.Throw<GatewayContractException>(() => _handshake.Accept(Handler, subProtocol));

        error.Message.ShouldContain($"\"{subProtocol}\"");
        error.Message.ShouldContain("\"chat\", \"v2.chat\"");
    }

    [Fact]
    public void Nothing_can_be_selected_where_nothing_was_offered() =>
        Should.Throw<GatewayContractException>(() => new WebSocketHandshake([]).Accept(Handler, "chat")).Message.ShouldContain("none");

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a\r\nX: y")]
    public void What_is_not_a_token_cannot_be_selected_even_if_it_was_offered(string subProtocol) =>
        Should.Throw<GatewayContractException>(() => new WebSocketHandshake([subProtocol]).Accept(Handler, subProtocol))
            .Message.ShouldContain("not a token");

    [Fact]
    public void A_handler_and_an_offer_are_needed()
    {
        Should.Throw<ArgumentNullException>(() => _handshake.Accept(null!));
        Should.Throw<ArgumentNullException>(() => new WebSocketHandshake(null!));
        Should.Throw<ArgumentNullException>(() => ResponseValidator.ValidateSubProtocol(null!, []));
        Should.Throw<ArgumentNullException>(() => ResponseValidator.ValidateSubProtocol("chat", null!));
    }

    [Fact]
    public async Task The_body_has_no_blocks_and_says_so()
    {
        var body = _handshake.Accept(Handler);

        Should.Throw<GatewayContractException>(() => Blocks.Read(body)).Message.ShouldContain("WebSocketHandshake.Accept");
        (await Should.ThrowAsync<GatewayContractException>(() => Blocks.ReadAsync(body))).Message.ShouldContain("unchanged");
    }

    [Fact]
    public async Task Closing_the_body_does_not_run_the_handler()
    {
        var runs = 0;
        var body = _handshake.Accept((_, _) =>
        {
            runs++;
            return Task.CompletedTask;
        });

        body.Dispose();
        await body.DisposeAsync();

        runs.ShouldBe(0);
    }
}
