using System.Diagnostics;

namespace Gateway.Toolkit.Tests;

public class FileServerTests : FileServerTest
{
    // RFC 9110, 8.8.2.1.
    [Theory]
    [InlineData(2 * 24 * 60)]
    [InlineData(1)]
    public async Task A_file_from_the_future_was_not_modified_later_than_now(int minutes)
    {
        var path = _folder.Write("root/future.txt", "x");
        var future = DateTimeOffset.UtcNow.AddMinutes(minutes);
        File.SetLastWriteTimeUtc(path, future.UtcDateTime);

        ShouldNotBeLater(await new GatewayClient(new FileServer(Root)).Get("/future.txt"));
        ShouldNotBeLater(await new GatewayClient(Response.File(path)).Get("/"));
        ShouldNotBeLater(await new GatewayClient(Dated(future)).Get("/"));

        static Response Dated(DateTimeOffset time)
        {
            var response = Response.Text("x");
            response.LastModified = time;
            return response;
        }

        static void ShouldNotBeLater(GatewayResponse response) =>
            DateTimeOffset.ParseExact(response.Headers["Last-Modified"]!, "R", null).ShouldBeLessThan(DateTimeOffset.UtcNow);
    }

    [Theory]
    [BothShapes("/", "home", "text/html; charset=utf-8")]
    [BothShapes("/index.html", "home", "text/html; charset=utf-8")]
    [BothShapes("/a.txt", "0123456789", "text/plain; charset=utf-8")]
    [BothShapes("/docs/", "docs", "text/html; charset=utf-8")]
    [BothShapes("/docs/caf%C3%A9%20%26%20co.md", "# Menu", "text/markdown; charset=utf-8")]
    [BothShapes("/empty/nothing.txt", "", "text/plain; charset=utf-8")]
    public async Task A_file_is_found_by_its_path_and_an_index_by_its_directory(string path, string text, string type, Shape shape)
    {
        var response = await Client(shape).Get(path);

        (response.StatusCode, response.Text, response.Headers["Content-Type"]).ShouldBe((200, text, type));
        response.Headers["Content-Length"].ShouldBe($"{response.Bytes.Length}");
        (response.Headers["X-Content-Type-Options"], response.Headers["Cache-Control"], response.Headers["Vary"])
            .ShouldBe(("nosniff", "no-cache", null));
        response.Headers["Last-Modified"].ShouldBe("Wed, 21 Oct 2015 07:28:00 GMT");
        response.Headers["ETag"]!.ShouldStartWith("\"");
    }

    // RFC 9110, 9.3.2.
    [Theory]
    [BothShapes("/a.txt", "10")]
    [BothShapes("/empty/nothing.txt", "0")]
    public async Task A_head_is_that_of_a_get(string path, string length, Shape shape)
    {
        var response = await Client(shape).Head(path);

        (response.StatusCode, response.Text, response.Headers["Content-Length"]).ShouldBe((200, "", length));
    }

    // RFC 9110, 15.5.6.
    [Theory]
    [BothShapes("POST")]
    [BothShapes("DELETE")]
    [BothShapes("OPTIONS")]
    public async Task Files_can_only_be_read(string method, Shape shape)
    {
        var response = await Client(shape).Send(new GatewayRequest(method, "/a.txt"));

        (response.StatusCode, response.Headers["Allow"]).ShouldBe((405, "GET, HEAD"));
    }

    // RFC 9110, 13 and 14.
    [Theory, BothShapes]
    public async Task Conditions_and_ranges_are_answered(Shape shape)
    {
        var client = Client(shape);
        var tag = (await client.Get("/a.txt")).Headers["ETag"]!;

        var same = await client.Get("/a.txt", ("If-None-Match", tag));
        var part = await client.Get("/a.txt", ("Range", "bytes=2-4"), ("If-Range", tag));
        var behind = await client.Get("/a.txt", ("Range", "bytes=99-"));

        (same.StatusCode, same.Headers["ETag"], same.Headers["Cache-Control"]).ShouldBe((304, tag, "no-cache"));
        (part.StatusCode, part.Text, part.Headers["Content-Range"]).ShouldBe((206, "234", "bytes 2-4/10"));
        behind.StatusCode.ShouldBe(416);
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/docs/../../secret.txt")]
    [InlineData("/docs/../a.txt")]
    [InlineData("/..\\secret.txt")]
    [InlineData("/docs\\index.html")]
    [InlineData("/..%2Fsecret.txt")]
    [InlineData("/docs%2Findex.html")]
    [InlineData("/docs%2findex.html")]
    [InlineData("/./a.txt")]
    [InlineData("//a.txt")]
    [InlineData("/docs//index.html")]
    [InlineData("/docs//")]
    [InlineData("/a.txt/")]
    [InlineData("/a.txt/x")]
    [InlineData("/a.txt\0")]
    [InlineData("/a.txt\0.html")]
    [InlineData("/a.txt\n")]
    [InlineData("a.txt")]
    [InlineData("/A.TXT.none")]
    [InlineData("/.env")]
    [InlineData("/.git/config")]
    [InlineData("/.git/")]
    [InlineData("/docs/.hidden.html")]
    [InlineData("/empty/")]
    [InlineData("/empty")]
    public void What_must_not_be_seen_is_not_found(string path)
    {
        Write("root/.env", "secret");
        Write("root/.git/config", "secret");
        Write("root/.git/index.html", "secret");
        Write("root/docs/.hidden.html", "secret");

        Status(path).ShouldBe("404 Not Found");
    }

    [Fact]
    public void A_path_of_any_length_costs_little()
    {
        Status("/" + new string('x', 100_000)).ShouldBe("404 Not Found");
        Status(string.Concat(Enumerable.Repeat("/x", 50_000))).ShouldBe("404 Not Found");
    }

    [Theory, BothShapes]
    public async Task Symbolic_links_are_not_followed(Shape shape)
    {
        Links();

        foreach (var path in new[] { "/file", "/dir/index.html", "/dir/", "/dir", "/out", "/outdir/secret.txt", "/circle" })
            (await Client(shape).Get(path)).StatusCode.ShouldBe(404, path);
    }

    [Theory, BothShapes]
    public async Task Symbolic_links_that_are_allowed_lead_nowhere_else(Shape shape)
    {
        Links();
        Write("root/.env", "secret");
        File.CreateSymbolicLink(Path.Combine(Root, "env"), ".env");
        // The link within leads out of what the link to it leads to.
        File.CreateSymbolicLink(Path.Combine(Root, "docs", "up"), Path.Combine("..", "..", "secret.txt"));
        var client = Client(shape, options => options.FollowSymbolicLinks = true);

        (await client.Get("/file")).Text.ShouldBe("0123456789");
        (await client.Get("/dir/index.html")).Text.ShouldBe("docs");
        (await client.Get("/dir/")).Text.ShouldBe("docs");
        foreach (var path in new[] { "/out", "/outdir/secret.txt", "/circle", "/env", "/docs/up", "/dir/up" })
            (await client.Get(path)).StatusCode.ShouldBe(404, path);
    }

    [Fact]
    public async Task The_root_itself_may_be_a_link_or_begin_with_a_dot()
    {
        Write(".well-known/security.txt", "Contact: mailto:a@example.com");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "current"), "root");

        (await new GatewayClient((GatewayApp)new FileServer(Path.Combine(_folder.Path, ".well-known"))).Get("/security.txt"))
            .StatusCode.ShouldBe(200);
        (await new GatewayClient((GatewayApp)new FileServer(Path.Combine(_folder.Path, "current"))).Get("/a.txt")).StatusCode.ShouldBe(200);
    }

    [Theory]
    [BothShapes("/docs", "/docs/")]
    [BothShapes("/docs?a=1&b=%2F", "/docs/?a=1&b=%2F")]
    [BothShapes("/caf%C3%A9%3F%23", "/caf%C3%A9%3F%23/")]
    public async Task A_directory_is_asked_for_with_a_slash(string path, string location, Shape shape)
    {
        Write("root/café?#/index.html", "menu");

        var response = await Client(shape).Get(path);

        (response.StatusCode, response.Headers["Location"]).ShouldBe((301, location));
    }

    [Theory]
    [InlineData("/static", "/static/")]
    [InlineData("/static/docs", "/static/docs/")]
    public async Task Where_it_is_mounted_counts(string path, string location)
    {
        var client = new GatewayClient(new GatewayPipeline().Map("/static", new FileServer(Root)).Build()) { FollowRedirects = true };

        var response = await client.Get(path);

        response.Text.ShouldBe((await client.Get(location)).Text);
        response.StatusCode.ShouldBe(200);
    }

    [Fact]
    public async Task What_is_not_found_goes_on_down_a_cascade()
    {
        var site = new GatewayPipeline().Cascade(new FileServer(Root)).Run((_, startResponse) =>
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            return Body.Text("app");
        }).Build();

        (await new GatewayClient(site).Get("/a.txt")).Text.ShouldBe("0123456789");
        (await new GatewayClient(site).Get("/b.txt")).Text.ShouldBe("app");
        (await new GatewayClient(site).Post("/a.txt", "x")).Text.ShouldBe("app");
    }

    [Theory, BothShapes]
    public async Task A_file_that_cannot_be_read_is_not_found_and_the_log_says_why(Shape shape)
    {
        using var locked = new FileStream(Path.Combine(Root, "a.txt"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var response = await Client(shape).Get("/a.txt");

        response.StatusCode.ShouldBe(404);
        response.Errors.ShouldStartWith("/a.txt cannot be read: ");
    }

    [Fact]
    public void A_file_that_goes_after_it_was_found_is_not_found()
    {
        var found = new FileTree(Root, followsLinks: false).Find("/a.txt").ShouldBeOfType<FileInfo>();
        File.Delete(found.FullName);

        var failure = Should.Throw<FileNotFoundException>(() => FileResponse.Of(found, "text/plain", encoding: null));

        FileTree.IsNotFound(failure).ShouldBeTrue();
    }

    [Fact]
    public async Task A_pipe_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
            return; // There are none among its files.
        using var made = Process.Start("mkfifo", [Path.Combine(Root, "pipe.txt")]);
        await made.WaitForExitAsync();
        made.ExitCode.ShouldBe(0);

        var response = await Task.Run(() => Client(Shape.Sync).Get("/pipe.txt")).WaitAsync(TimeSpan.FromSeconds(30));

        (response.StatusCode, response.Text).ShouldBe((200, ""));
    }
}
