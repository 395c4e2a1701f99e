using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2022-24761",
    "waitress",
    "Lengths that are not plain digits (+10, 0x1) and chunk extensions with illegal characters are accepted.",
    "Kestrel takes digits and hex digits only, but for a sign before Content-Length; the app sees the number that Kestrel uses.")]
public sealed class Cve202224761
{
    [Theory]
    [InlineData("POST / HTTP/1.1", "Host: a", "Content-Length: 0x5", "", "hello")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Content-Length: 5 5", "", "hello")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "0x5", "hello", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "+5", "hello", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "-0", "")]
    public async Task A_length_that_is_not_digits_hides_no_request(params string[] lines) =>
        (await Smuggling.PathsSeenAsync([.. lines, "GET /hidden HTTP/1.1", "Host: a", "", ""])).ShouldNotContain(Smuggling.Hidden);

    // Kestrel's parser takes a sign. What matters is that nothing behind it reads another number.
    [Theory]
    [InlineData("+5", "5")]
    [InlineData("-0", "0")]
    [InlineData("005", "5")]
    public async Task A_sign_before_a_length_is_gone_before_the_app_sees_it(string sent, string seen)
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Text($"{environ[EnvironKeys.ContentLength]}");
        });
        await using var connection = await host.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1", "Host: a", $"Content-Length: {sent}", "", "hello"[..int.Parse(seen)]);

        (await connection.ReceiveResponseAsync()).Text.ShouldBe(seen);
    }
}
