namespace Gateway.Hosting.Tests.Requests;

public sealed class RequestRulesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a:")]
    [InlineData("a:0")]
    [InlineData("a:65535")]
    [InlineData("a_b.example:80")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("[::1]")]
    [InlineData("[2001:db8::1]:443")]
    [InlineData("%41.example")]
    public void A_valid_host_passes(string host) => Check("HTTP/1.1", ("Host", host)).ShouldBeNull();

    [Theory]
    [InlineData("a:99999")]
    [InlineData("a:65536")]
    [InlineData("a:-1")]
    [InlineData("a:+1")]
    [InlineData("a: 1")]
    [InlineData("a:1:2")]
    [InlineData("a:80x")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a@b")]
    [InlineData("a?b")]
    [InlineData("a\\b")]
    [InlineData("[::1")]
    [InlineData("[::1]80")]
    [InlineData("[::1]:99999")]
    [InlineData("[1.2.3.4]")]
    [InlineData("[fe80::1%eth0]")]
    [InlineData("[]")]
    public void An_invalid_host_is_refused(string host) => Check("HTTP/1.1", ("Host", host))!.StatusCode.ShouldBe(400);

    [Theory]
    [InlineData("chunked")]
    [InlineData("Chunked")]
    [InlineData("chunked,")]
    [InlineData(", chunked")]
    [InlineData(" , ,chunked , ")]
    public void Empty_elements_of_a_transfer_coding_list_are_ignored(string codings) =>
        Check("HTTP/1.1", ("Transfer-Encoding", codings)).ShouldBeNull();

    [Theory]
    [InlineData("chunked, chunked", 400)]
    [InlineData("gzip, chunked", 501)]
    [InlineData("identity", 501)]
    [InlineData("chunked;q=1", 501)]
    public void Other_transfer_codings_are_refused(string codings, int status) =>
        Check("HTTP/1.1", ("Transfer-Encoding", codings))!.StatusCode.ShouldBe(status);

    [Fact]
    public void A_transfer_coding_given_twice_in_two_lines_is_refused() =>
        Check("HTTP/1.1", ("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "chunked"))!.StatusCode.ShouldBe(400);

    [Theory]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("keep-alive", "timeout=5")]
    [InlineData("Connection", "close")]
    [InlineData("Proxy-Connection", "keep-alive")]
    [InlineData("upgrade", "h2c")]
    public void Headers_of_a_connection_are_refused_where_it_is_multiplexed(string name, string value)
    {
        Check("HTTP/2", (name, value))!.StatusCode.ShouldBe(400);
        Check("HTTP/3", (name, value))!.StatusCode.ShouldBe(400);
        Check("HTTP/1.1", (name, value)).ShouldBeNull();
        Check(protocol: null, (name, value)).ShouldBeNull();
    }

    [Theory]
    [InlineData("100-continue", null)]
    [InlineData("100-Continue, ", null)]
    [InlineData("200-ok", 417)]
    [InlineData("100-continue, x", 417)]
    public void No_expectation_but_continue_is_supported(string expectation, int? status) =>
        (Check("HTTP/1.1", ("Expect", expectation))?.StatusCode).ShouldBe(status);

    [Theory]
    [InlineData("")]
    [InlineData("5, 5")]
    [InlineData("+5")]
    [InlineData("5\u0000")]
    [InlineData("99999999999999999999")]
    public void A_length_that_is_not_a_number_is_refused(string length) =>
        Check("HTTP/1.1", ("Content-Length", length))!.StatusCode.ShouldBe(400);

    [Fact]
    public void Two_lengths_or_two_types_are_refused_only_where_they_differ()
    {
        Check("HTTP/1.1", ("Content-Length", "5"), ("Content-Length", "6"))!.StatusCode.ShouldBe(400);
        Check("HTTP/1.1", ("Content-Length", "5"), ("Content-Length", "5")).ShouldBeNull();
        Check("HTTP/1.1", ("Content-Type", "text/plain"), ("Content-Type", "text/html"))!.StatusCode.ShouldBe(400);
        Check("HTTP/1.1", ("Content-Type", "text/plain"), ("Content-Type", "text/plain")).ShouldBeNull();
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    [InlineData("a\u007fb")]
    [InlineData("a\u0085b")]
    public void A_control_character_in_a_value_is_refused(string value) => Check("HTTP/1.1", ("X-A", value))!.StatusCode.ShouldBe(400);

    [Theory]
    [InlineData("GET", "/", null)]
    [InlineData("GET", "/a%23b", null)]
    [InlineData("GET", "/a#b", 400)]
    [InlineData("GET", "/a\u0001", 400)]
    [InlineData("CONNECT", "a:443", 501)]
    public void A_target_holds_no_fragment_and_no_control_character(string method, string target, int? status) =>
        (RequestRules.CheckTarget(method, target)?.StatusCode).ShouldBe(status);

    [Theory]
    [InlineData("/a/../b")]
    [InlineData("/a\0b")]
    [InlineData("/..")]
    public void A_decoded_path_must_not_climb_or_hold_a_NUL(string path) => RequestRules.CheckPath(path)!.StatusCode.ShouldBe(400);

    [Fact]
    public void An_uncommon_name_is_refused_only_where_the_policy_says_so()
    {
        new RequestRules(HeaderNamePolicy.Refuse).CheckHeader("X_A", "1")!.StatusCode.ShouldBe(400);
        new RequestRules(HeaderNamePolicy.Drop).CheckHeader("X_A", "1").ShouldBeNull();
        new RequestRules(HeaderNamePolicy.Refuse).CheckHeader("Proxy", "1").ShouldBeNull();
    }

    private static RequestRefusal? Check(string? protocol, params (string Name, string Value)[] headers)
    {
        var rules = new RequestRules(HeaderNamePolicy.Drop, protocol);
        foreach (var (name, value) in headers)
        {
            if (rules.CheckHeader(name, value) is { } refusal)
                return refusal;
        }

        return null;
    }
}
