namespace Gateway;

public class ExceptionsTests
{
    [Fact]
    public void A_broken_rule_is_an_invalid_operation_of_the_app() =>
        new GatewayContractException("broken").ShouldBeAssignableTo<InvalidOperationException>();

    [Fact]
    public void A_request_body_that_cannot_be_read_owes_the_client_a_400_unless_told_otherwise()
    {
        var cause = new IOException("cause");

        new RequestBodyException().StatusCode.ShouldBe(400);
        new RequestBodyException("cut off").StatusCode.ShouldBe(400);
        new RequestBodyException("cut off", cause).StatusCode.ShouldBe(400);
        new RequestBodyException("too large", 413, cause).StatusCode.ShouldBe(413);
        new RequestBodyException("too large", 413, cause).InnerException.ShouldBeSameAs(cause);
    }

    [Fact]
    public void Code_that_knows_streams_only_sees_a_failed_read() => new RequestBodyException().ShouldBeAssignableTo<IOException>();
}
