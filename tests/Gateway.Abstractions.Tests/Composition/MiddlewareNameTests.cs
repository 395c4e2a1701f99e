namespace Gateway.Composition;

public class MiddlewareNameTests
{
    [Fact]
    public void Middleware_that_returns_null_is_named_as_in_the_source_code()
    {
        GatewayApp app = (_, _) => Body.Empty;

        Should.Throw<GatewayContractException>(() => app.Use(_ => null!)).Message
            .ShouldBe(
                $"The middleware {nameof(MiddlewareNameTests)}.{nameof(Middleware_that_returns_null_is_named_as_in_the_source_code)} "
                    + $"returned null instead of an app.");
        Should.Throw<GatewayContractException>(() => app.Use(Local))
            .Message.ShouldContain($"{nameof(Middleware_that_returns_null_is_named_as_in_the_source_code)}.Local");

        static GatewayApp Local(GatewayApp inner) => null!;
    }
}
