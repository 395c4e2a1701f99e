namespace Gateway.Environs;

public class EnvironNumbersTests
{
    private readonly Environ _environ = new();

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("5", 5L)]
    [InlineData("007", 7L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void ContentLength_reads_decimal_digits(string text, long length)
    {
        _environ["CONTENT_LENGTH"] = text;

        _environ.ContentLength.ShouldBe(length);
    }

    [Fact]
    public void An_empty_ContentLength_is_none()
    {
        // RFC 3875, 4.1.2 and PEP 3333 let a server leave the entry empty instead of out.
        _environ["CONTENT_LENGTH"] = "";

        _environ.ContentLength.ShouldBeNull();
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-5")]
    [InlineData("+5")]
    [InlineData(" 5")]
    [InlineData("5, 5")]
    [InlineData("5\0")]
    [InlineData("9223372036854775808")]
    public void A_ContentLength_that_is_no_number_is_an_error_that_names_the_key(string text)
    {
        _environ["CONTENT_LENGTH"] = text;

        Should.Throw<GatewayContractException>(() => _environ.ContentLength).Message.ShouldContain("CONTENT_LENGTH");
    }

    [Fact]
    public void ContentLength_is_written_as_text()
    {
        _environ.ContentLength = 1234567;

        _environ["CONTENT_LENGTH"].ShouldBe("1234567");
    }

    [Fact]
    public void A_negative_ContentLength_cannot_be_set()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _environ.ContentLength = -1);

        _environ.ContainsKey("CONTENT_LENGTH").ShouldBeFalse();
    }

    [Fact]
    public void ServerPort_reads_and_writes_text()
    {
        _environ["SERVER_PORT"] = "8080";
        _environ.ServerPort.ShouldBe(8080);

        _environ.ServerPort = 65535;
        _environ["SERVER_PORT"].ShouldBe("65535");
    }

    [Theory]
    [InlineData("")]
    [InlineData("http")]
    [InlineData("-1")]
    [InlineData("80\0")]
    [InlineData("65536")]
    public void A_ServerPort_that_is_no_port_is_an_error_that_names_the_key(string text)
    {
        _environ["SERVER_PORT"] = text;

        Should.Throw<GatewayContractException>(() => _environ.ServerPort).Message.ShouldContain("SERVER_PORT");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_ServerPort_that_is_no_port_cannot_be_set(int port)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _environ.ServerPort = port);

        _environ.ContainsKey("SERVER_PORT").ShouldBeFalse();
    }
}
