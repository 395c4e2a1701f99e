namespace Gateway.Responses;

public class StatusTests
{
    [Theory]
    [InlineData("200 OK", 200)]
    [InlineData("299 Froody", 299)]
    [InlineData("404 Not Found", 404)]
    [InlineData("500 a", 500)]
    [InlineData("599 ~!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}", 599)]
    public void A_status_is_three_digits_a_blank_and_a_reason(string status, int code) =>
        ResponseValidator.ValidateStatus(status).ShouldBe(code);

    [Theory]
    [InlineData("")]
    [InlineData("200")]
    [InlineData("200 ")]
    [InlineData("200  ")]
    [InlineData("200  OK")]
    [InlineData("200 OK ")]
    [InlineData(" 200 OK")]
    [InlineData("200OK")]
    [InlineData("200\tOK")]
    [InlineData("20 OK")]
    [InlineData("2000 X")]
    [InlineData("2x0 OK")]
    [InlineData("-20 OK")]
    [InlineData("+20 OK")]
    [InlineData("\u0662\u0660\u0660 OK")]
    [InlineData("OK")]
    [InlineData("99 x")]
    [InlineData("099 x")]
    [InlineData("100 Continue")]
    [InlineData("101 Switching Protocols")]
    [InlineData("199 x")]
    [InlineData("600 x")]
    [InlineData("999 x")]
    [InlineData("200 O\tK")]
    [InlineData("200 OK\r")]
    [InlineData("200 OK\n")]
    [InlineData("200 OK\r\nX: y")]
    [InlineData("200 O\0K")]
    [InlineData("200 O\u007fK")]
    [InlineData("200 D\u00e9j\u00e0")]
    [InlineData("200 \u010d")]
    public void Anything_else_is_no_status(string status)
    {
        var error = Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateStatus(status));

        error.Message.ShouldStartWith("The status \"");
        error.Message.ShouldAllBe(character => !char.IsControl(character));
    }

    [Theory]
    [InlineData("200", "three digits, one space and a reason")]
    [InlineData("600 x", "from 200 to 599")]
    [InlineData("200 a\nb", "printable ASCII")]
    [InlineData("200  a", "blank")]
    public void The_message_tells_which_rule_was_broken(string status, string rule) =>
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateStatus(status)).Message.ShouldContain(rule);

    [Fact]
    public void Null_is_no_status() =>
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateStatus(null!)).Message.ShouldContain("status is null");

    [Fact]
    public void One_valid_status_makes_no_other_of_its_code_valid()
    {
        ResponseValidator.ValidateStatus("299 First").ShouldBe(299);
        ResponseValidator.ValidateStatus(string.Concat("299", " First")).ShouldBe(299);
        ResponseValidator.ValidateStatus("299 Second").ShouldBe(299);

        foreach (var status in new[] { "299 First ", "299 Fi\u0001rst", "299 ", "299", "2990 First", "299  First" })
            Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateStatus(status));
    }
}
