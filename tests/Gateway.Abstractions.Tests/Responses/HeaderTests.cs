namespace Gateway.Responses;

public class HeaderTests
{
    private static GatewayContractException Refused(string name, string value, bool allowLatin1 = false) =>
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeader(name, value, allowLatin1));

    [Theory]
    [InlineData("Content-Type")]
    [InlineData("x")]
    [InlineData("X_y.z")]
    [InlineData("!#$%&'*+-.^_`|~09azAZ")]
    [InlineData("Date")]
    [InlineData("Server")]
    [InlineData("Set-Cookie")]
    [InlineData("WWW-Authenticate")]
    public void A_name_is_a_token(string name) => Should.NotThrow(() => ResponseValidator.ValidateHeader(name, "value"));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("X A")]
    [InlineData("X:A")]
    [InlineData("X-A:")]
    [InlineData(" X-A")]
    [InlineData("X-A ")]
    [InlineData("X-A\r\n")]
    [InlineData("X\0A")]
    [InlineData("X(A)")]
    [InlineData("X\"A")]
    [InlineData("X/A")]
    [InlineData("\u00e9")]
    [InlineData("Ho\u017ft")]
    public void Any_other_name_is_refused(string name)
    {
        var error = Refused(name, "value");

        error.Message.ShouldContain("header name \"");
        error.Message.ShouldContain("token");
        error.Message.ShouldAllBe(character => character >= ' ' && character <= '~');
    }

    [Fact]
    public void A_null_name_is_refused() => Refused(null!, "value").Message.ShouldContain("name is null");

    [Theory]
    [InlineData("Connection")]
    [InlineData("Keep-Alive")]
    [InlineData("Proxy-Authenticate")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Proxy-Connection")]
    [InlineData("TE")]
    [InlineData("Trailer")]
    [InlineData("Trailers")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Upgrade")]
    [InlineData("Status")]
    public void What_is_the_servers_to_send_is_refused_in_any_case(string name)
    {
        foreach (var spelling in new[] { name, name.ToUpperInvariant(), name.ToLowerInvariant() })
        {
            Refused(spelling, "close").Message.ShouldContain($"The header {spelling} ");
            Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeaders([("X-A", "1"), (spelling, "close")]))
                .Message.ShouldContain(spelling);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData(" ~!\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}")]
    public void A_value_is_printable_ascii_or_empty(string value) => Should.NotThrow(() => ResponseValidator.ValidateHeader("X-A", value));

    [Fact]
    public void No_control_character_passes_in_a_value()
    {
        var controls = Enumerable.Range(0, 0x100).Select(code => (char)code).Where(char.IsControl).ToArray();
        controls.Length.ShouldBe(65);

        foreach (var control in controls)
        {
            foreach (var allowLatin1 in new[] { false, true })
            {
                var error = Refused("X-A", "ab" + control + "cd", allowLatin1);

                error.Message.ShouldContain("header X-A");
                error.Message.ShouldContain($"U+{(int)control:X4} at position 2");
                error.Message.ShouldContain("control characters");
                error.Message.ShouldNotContain(control);
            }
        }
    }

    [Fact]
    public void The_server_is_asked_for_its_encoding_only_where_a_value_needs_it()
    {
        var asked = new List<string>();
        bool SendsLatin1(string name)
        {
            asked.Add(name);
            return name == "X-Latin";
        }

        ResponseValidator.ValidateHeader("X-A", "plain", SendsLatin1);
        asked.ShouldBeEmpty();

        ResponseValidator.ValidateHeader("X-Latin", "caf\u00e9", SendsLatin1);
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeader("X-A", "caf\u00e9", SendsLatin1))
            .Message.ShouldContain("ResponseHeaderEncodingSelector");
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeader("X-Latin", "a\nb", SendsLatin1))
            .Message.ShouldContain("control characters");
        asked.ShouldBe(["X-Latin", "X-A", "X-Latin"]);

        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeader("X-A", null!, SendsLatin1))
            .Message.ShouldContain("null value");
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeader("Connection", "close", SendsLatin1));
    }

    [Theory]
    [InlineData("\u00a0")]
    [InlineData("caf\u00e9")]
    [InlineData("\u00ff")]
    public void Latin1_passes_only_where_the_server_sends_it(string value)
    {
        Should.NotThrow(() => ResponseValidator.ValidateHeader("X-A", value, allowLatin1: true));
        Should.NotThrow(() => ResponseValidator.ValidateHeaders([("X-A", value)], allowLatin1: true));

        Refused("X-A", value).Message.ShouldContain("ResponseHeaderEncodingSelector");
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeaders([("X-A", value)]));
    }

    [Theory]
    [InlineData("\u00e9\u0100", "U+0100 at position 1")]
    [InlineData("\u20ac", "U+20AC at position 0")]
    [InlineData("a\ud83d\ude00", "U+D83D at position 1")]
    [InlineData("\u00e9\n", "U+000A at position 1")]
    public void What_is_not_latin1_passes_nowhere(string value, string culprit)
    {
        Refused("X-A", value, allowLatin1: true).Message.ShouldContain(culprit);
        Refused("X-A", value);
    }

    [Fact]
    public void A_null_value_is_refused() => Refused("X-A", null!).Message.ShouldContain("The header X-A has a null value");

    [Fact]
    public void Nothing_invalid_passes_in_the_middle_of_a_list()
    {
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeaders([("X-A", "1"), ("X B", "2"), ("X-C", "3")]))
            .Message.ShouldContain("X B");
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeaders([("X-A", "1"), ("X-B", "2\n"), ("X-C", "3")]))
            .Message.ShouldContain("X-B");
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeaders([("X-A", "1"), (null!, "2")]))
            .Message.ShouldContain("name is null");
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeaders([("X-A", "1"), ("X-B", null!)]))
            .Message.ShouldContain("X-B");
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeaders(new (string, string)[1]))
            .Message.ShouldContain("name is null");
    }

    [Fact]
    public void A_null_list_is_refused() =>
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeaders(null!)).Message.ShouldContain("header list is null");

    [Fact]
    public void An_empty_list_and_repeats_pass()
    {
        ResponseValidator.ValidateHeaders([]).ShouldBeNull();
        ResponseValidator.ValidateHeaders([("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]).ShouldBeNull();
    }
}
