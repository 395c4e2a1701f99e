using System.Net.Sockets;
using System.Text;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Serving;

/// <summary><c>--proxy-protocol</c> and <c>--proxy-allow</c>.</summary>
public sealed class ProxyProtocolOptionTests
{
    [Fact]
    public async Task The_address_of_the_header_is_the_remote_address_of_the_app()
    {
        await using var tool = await ToolProcess.ServeAsync(
            [TestApps.One, "--bind", "http://127.0.0.1:0", "--proxy-protocol", "--proxy-allow", "127.0.0.1"]);

        var response = await SendAsync(
            tool.Url().Port, "PROXY TCP4 192.0.2.1 198.51.100.7 56324 443\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        response.ShouldContain("remote=192.0.2.1");
        response.ShouldContain("port=56324");
    }

    [Fact]
    public async Task A_header_of_somebody_else_is_a_bad_request()
    {
        await using var tool = await ToolProcess.ServeAsync(
            [TestApps.One, "--bind", "http://127.0.0.1:0", "--proxy-protocol", "--proxy-allow", "10.0.0.0/8"]);

        var response = await SendAsync(
            tool.Url().Port, "PROXY TCP4 192.0.2.1 198.51.100.7 56324 443\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");

        response.ShouldStartWith("HTTP/1.1 400 ");
    }

    [Theory]
    [InlineData("--proxy-protocol", "", "--proxy-protocol and --proxy-allow belong together")]
    [InlineData("--proxy-allow", "10.0.0.0/8", "--proxy-protocol and --proxy-allow belong together")]
    public async Task One_option_without_the_other_is_refused(string option, string value, string message)
    {
        var (exitCode, output) = await ToolProcess.RunAsync(["serve", TestApps.One, option, .. value.Length > 0 ? [value] : (string[])[]]);

        exitCode.ShouldBe(ExitCode.Usage);
        output.ShouldContain(message);
    }

    private static async Task<string> SendAsync(int port, string bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync().WaitAsync(ToolProcess.Patience);
    }
}
