namespace Gateway.Responses;

public class ContentLengthTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("5", 5L)]
    [InlineData("005", 5L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_content_length_is_decimal_digits(string value, long length)
    {
        ResponseValidator.ValidateContentLength(value).ShouldBe(length);
        ResponseValidator.ValidateHeaders([("X-A", "1"), ("Content-Length", value)]).ShouldBe(length);
        ResponseValidator.ValidateHeaders([("content-LENGTH", value)]).ShouldBe(length);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("abc")]
    [InlineData("5abc")]
    [InlineData("+5")]
    [InlineData("-5")]
    [InlineData(" 5")]
    [InlineData("5 ")]
    [InlineData("5, 5")]
    [InlineData("5,5")]
    [InlineData("5.0")]
    [InlineData("0x5")]
    [InlineData("1e3")]
    [InlineData("5\0")]
    [InlineData("\u0665")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999")]
    public void Anything_else_is_none(string value)
    {
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateContentLength(value))
            .Message.ShouldContain("Content-Length");
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeaders([("Content-Length", value)]))
            .Message.ShouldContain("Content-Length");
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeaders([("CONTENT-length", value)]));
    }

    [Fact]
    public void Null_is_none() =>
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateContentLength(null!)).Message.ShouldContain("null");

    [Theory]
    [InlineData("5")]
    [InlineData("6")]
    public void A_second_content_length_is_refused_even_if_it_is_the_same(string second) =>
        Should.Throw<GatewayContractException>(
            () => ResponseValidator.ValidateHeaders([("Content-Length", "5"), ("content-length", second)]))
            .Message.ShouldContain("Content-Length is given twice");
}
