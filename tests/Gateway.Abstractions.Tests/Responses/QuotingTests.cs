namespace Gateway.Responses;

/// <summary>Messages go to logs and terminals; what they quote may be hostile.</summary>
public class QuotingTests
{
    private static string MessageFor(string status) =>
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateStatus(status)).Message;

    [Fact]
    public void Control_characters_are_escaped() =>
        MessageFor("200 a\r\n\0\u001b[31m\u007f\u0085").ShouldContain("\"200 a\\u000d\\u000a\\u0000\\u001b[31m\\u007f\\u0085\"");

    [Fact]
    public void What_is_not_ascii_is_escaped() => MessageFor("200 \u202e\ud83d\ude00").ShouldContain("\"200 \\u202e\\ud83d\\ude00\"");

    [Fact]
    public void A_hundred_characters_are_quoted_whole()
    {
        var status = "200 " + new string('x', 95) + "\n";

        MessageFor(status).ShouldContain("\"200 " + new string('x', 95) + "\\u000a\"");
        MessageFor(status).ShouldNotContain("characters)");
    }

    [Fact]
    public void More_are_cut_off()
    {
        var message = MessageFor("\n" + new string('x', 100_000));

        message.ShouldContain("\"\\u000a" + new string('x', 99) + "\"... (100001 characters)");
        message.Length.ShouldBeLessThan(300);
    }

    [Fact]
    public void Header_values_and_names_are_quoted_the_same_way()
    {
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeader("X-A", "a\nb"))
            .Message.ShouldContain("\"a\\u000ab\"");
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeader("X\nA", "ab")).Message.ShouldContain("\"X\\u000aA\"");
        Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateContentLength("5\n")).Message.ShouldContain("\"5\\u000a\"");
    }
}
