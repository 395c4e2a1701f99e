namespace Gateway.Toolkit.Tests;

public class PrecompressedFileTests : FileServerTest
{
    // RFC 9110, 12.5.3.
    [Theory]
    [BothShapes("br, gzip", "br")]
    [BothShapes("gzip, deflate, br;q=0.9", "gzip")]
    [BothShapes("x-gzip", "gzip")]
    [BothShapes("*", "br")]
    [BothShapes("br;q=0, *", "gzip")]
    [BothShapes("gzip;q=0.5, identity;q=0.9", "identity")]
    [BothShapes("deflate", "identity")]
    [BothShapes("gzip;q=0, br;q=0", "identity")]
    [BothShapes("((", "identity")]
    [BothShapes("", "identity")]
    public async Task What_was_compressed_beforehand_is_sent_to_who_takes_it(string accept, string encoding, Shape shape)
    {
        Write("root/app.js", "the script itself");
        Write("root/app.js.br", "brotli");
        Write("root/app.js.gz", "gzip!!");
        var client = Client(shape);

        var response = await client.Get("/app.js", ("Accept-Encoding", accept));

        response.Text.ShouldBe(encoding switch { "br" => "brotli", "gzip" => "gzip!!", _ => "the script itself" });
        (response.StatusCode, response.Headers["Content-Encoding"], response.Headers["Vary"], response.Headers["Content-Type"])
            .ShouldBe((200, encoding == "identity" ? null : encoding, "Accept-Encoding", "text/javascript; charset=utf-8"));
    }

    // RFC 9110, 8.8.3.3.
    [Theory, BothShapes]
    public async Task Each_encoding_has_a_tag_of_its_own(Shape shape)
    {
        Write("root/app.js", "same size");
        Write("root/app.js.br", "SAME SIZE");
        Write("root/app.js.gz", "same_size");
        var client = Client(shape);
        var tags = new List<string>();
        foreach (var accept in new[] { "identity", "br", "gzip" })
            tags.Add((await client.Get("/app.js", ("Accept-Encoding", accept))).Headers["ETag"]!);

        tags.Distinct().Count().ShouldBe(3);
        var same = await client.Get("/app.js", ("Accept-Encoding", "br"), ("If-None-Match", tags[1]));
        (same.StatusCode, same.Headers["Vary"]).ShouldBe((304, "Accept-Encoding"));
        (await client.Get("/app.js", ("Accept-Encoding", "gzip"), ("If-None-Match", tags[1]))).StatusCode.ShouldBe(200);
        var part = await client.Get("/app.js", ("Accept-Encoding", "br"), ("Range", "bytes=0-3"), ("If-Range", tags[1]));
        (part.StatusCode, part.Text, part.Headers["Content-Encoding"]).ShouldBe((206, "SAME", "br"));
    }

    [Fact]
    public async Task Nothing_is_sent_compressed_that_is_hidden_or_turned_off()
    {
        Write("root/app.js", "the script itself");
        Write("secret.br", "secret");
        File.CreateSymbolicLink(Path.Combine(Root, "app.js.br"), Path.Combine("..", "secret.br"));
        Write("root/b.js", "b");
        Write("root/b.js.gz", "gzip");

        (await Client(Shape.Sync).Get("/app.js", ("Accept-Encoding", "br"))).Text.ShouldBe("the script itself");
        var off = await Client(Shape.Sync, options => options.Precompressed = false).Get("/b.js", ("Accept-Encoding", "gzip"));
        (off.Text, off.Headers["Vary"]).ShouldBe(("b", null));
    }
}
