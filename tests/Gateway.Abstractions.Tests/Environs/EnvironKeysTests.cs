using System.Reflection;
using System.Text.RegularExpressions;

namespace Gateway.Environs;

public partial class EnvironKeysTests
{
    private static readonly string[] ContractKeys =
    [
        "REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "CONTENT_TYPE",
        "CONTENT_LENGTH",
        "REMOTE_ADDR", "REMOTE_PORT", "REMOTE_USER", "AUTH_TYPE", "SERVER_SOFTWARE", "GATEWAY_INTERFACE", "REQUEST_URI", "RAW_URI",
        "HTTPS", "SSL_PROTOCOL", "SSL_CIPHER", "SSL_SERVER_NAME", "SSL_CLIENT_S_DN",
        "wsgi.version", "wsgi.url_scheme", "wsgi.input", "wsgi.input_terminated", "wsgi.errors", "wsgi.multithread", "wsgi.multiprocess",
        "wsgi.run_once",
        "wsgi.file_wrapper", "wsgi.websocket",
        "gateway.raw_headers", "gateway.request_aborted", "gateway.stopping", "gateway.response_finished", "gateway.trailers",
        "gateway.user",
        "gateway.client_certificate", "gateway.services", "aspnetcore.http_context",
    ];

    private static readonly string[] Constants =
        [.. typeof(EnvironKeys).GetFields(BindingFlags.Public | BindingFlags.Static).Where(member => member.IsLiteral)
            .Select(member => (string)member.GetRawConstantValue()!)];

    [Fact]
    public void Every_key_of_the_contract_is_a_constant_and_every_constant_is_one() =>
        Constants.ShouldBe([.. ContractKeys, "HTTP_"], ignoreOrder: true);

    [Fact]
    public void A_key_is_either_upper_case_or_lower_case_with_a_dot() =>
        Constants.ShouldAllBe(key => CgiKey().IsMatch(key) || DottedKey().IsMatch(key));

    [Theory]
    [InlineData("User-Agent", "HTTP_USER_AGENT")]
    [InlineData("dnt", "HTTP_DNT")]
    [InlineData("X-Never-Heard-Of", "HTTP_X_NEVER_HEARD_OF")]
    [InlineData("-", "HTTP__")]
    [InlineData("Content-Type", "CONTENT_TYPE")]
    [InlineData("CONTENT-length", "CONTENT_LENGTH")]
    [InlineData("Proxy-Authorization", "HTTP_PROXY_AUTHORIZATION")]
    public void A_header_has_a_key(string name, string key)
    {
        EnvironKeys.ForHeader(name).ShouldBe(key);
        EnvironKeys.HeaderOf(key).ShouldBe(name, StringCompareShould.IgnoreCase);
    }

    [Theory]
    [InlineData("Proxy")]
    [InlineData("PROXY")]
    [InlineData("X_A")]
    [InlineData("X.W")]
    [InlineData("")]
    public void Some_headers_have_none(string name) => EnvironKeys.ForHeader(name).ShouldBeNull();

    [Theory]
    [InlineData("HTTP_PROXY")]
    [InlineData("HTTP_CONTENT_TYPE")]
    [InlineData("HTTP_CONTENT_LENGTH")]
    [InlineData("HTTP_")]
    [InlineData("HTTP_x")]
    [InlineData("HTTP_X-A")]
    [InlineData("http_host")]
    [InlineData("HTTPS")]
    [InlineData("REMOTE_ADDR")]
    [InlineData("wsgi.input")]
    [InlineData("")]
    public void A_key_that_is_not_a_headers_has_no_header(string key) => EnvironKeys.HeaderOf(key).ShouldBeNull();

    [Fact]
    public void More_names_than_are_kept_still_have_their_keys()
    {
        for (var number = 0; number < 3000; number++)
            EnvironKeys.ForHeader($"X-Flood-{number}").ShouldBe($"HTTP_X_FLOOD_{number}");
    }

    [Fact]
    public void Null_has_neither_key_nor_header()
    {
        Should.Throw<ArgumentNullException>(() => EnvironKeys.ForHeader(null!));
        Should.Throw<ArgumentNullException>(() => EnvironKeys.HeaderOf(null!));
    }

    [GeneratedRegex("^[A-Z][A-Z_]+$")]
    private static partial Regex CgiKey();

    [GeneratedRegex(@"^[a-z]+\.[a-z_]+$")]
    private static partial Regex DottedKey();
}
