namespace Gateway.Toolkit.Tests.Responses;

public class ResponseTests
{
    [Fact]
    public async Task A_response_is_an_app_of_both_shapes()
    {
        (await new GatewayClient((GatewayApp)Response.Text("hello")).Get("/")).Text.ShouldBe("hello");
        (await new GatewayClient((AsyncGatewayApp)Response.Text("hello")).Get("/")).Text.ShouldBe("hello");
    }
}
