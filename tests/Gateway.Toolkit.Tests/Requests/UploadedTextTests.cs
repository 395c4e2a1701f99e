namespace Gateway.Toolkit.Tests.Requests;

public sealed class UploadedTextTests
{
    private readonly GatewayClient _client = new(Handler.ToApp(
        async request => Response.Text((await request.ReadFormAsync()).File("file")!.Text)));

    [Theory]
    [InlineData("caf\u00e9", "caf\u00e9")]
    [InlineData("\ufeffwith a mark", "with a mark")]
    [InlineData("", "")]
    public async Task The_text_of_a_file_is_utf_8_without_its_mark(string contents, string text) =>
        (await _client.PostMultipart("/", [new("file", contents) { FileName = "a.txt" }])).Text.ShouldBe(text);

    [Fact]
    public async Task A_file_that_is_not_text_is_the_clients_fault()
    {
        var response = await _client.PostMultipart("/", [new("file", new byte[] { 0xFF, 0xFE, 0x41 }) { FileName = "a.txt" }]);

        response.StatusCode.ShouldBe(400);
        response.Text.ShouldContain("is not UTF-8");
    }
}
