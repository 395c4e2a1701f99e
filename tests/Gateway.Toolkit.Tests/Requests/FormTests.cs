using System.Text;

namespace Gateway.Toolkit.Tests;

public class FormTests
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";
    private const string Multipart = "multipart/form-data; boundary=b";

    private const string Upload =
        "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nÜber\r\n"
        + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\\\dir\\\\a.txt\"\r\nContent-Type: text/plain\r\n\r\nline "
        + "1\r\nline 2\r\n"
        + "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nagain\r\n--b--\r\n";

    [Theory]
    [InlineData(UrlEncoded)]
    [InlineData(UrlEncoded + "; charset=UTF-8")]
    public async Task A_form_is_read(string contentType)
    {
        var form = Make.Post(contentType, "a=1&b=x+%C3%A9&a=2").ReadForm();
        form.Fields["a"].ToArray().ShouldBe(["1", "2"]);
        form.Fields.Get<string>("b").ShouldBe("x é");
        form.Files.ShouldBeEmpty();
        (await Make.Post(contentType, "a=1").ReadFormAsync()).Fields.Get<int>("a").ShouldBe(1);
        (await Make.Post(contentType, "").ReadFormAsync()).Fields.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_form_with_files_is_read()
    {
        foreach (var form in new[] { Make.Post(Multipart, Upload).ReadForm(),
            await Make.Chunked(Multipart, new Trickle(Encoding.UTF8.GetBytes(Upload), 7)).ReadFormAsync() })
        {
            form.Fields["title"].ToArray().ShouldBe(["Über", "again"]);
            var file = form.File("file")!;
            (file.Name, file.FileName, file.ContentType, Encoding.ASCII.GetString(file.Bytes.Span))
                .ShouldBe(("file", "a.txt", "text/plain", "line 1\r\nline 2"));
            form.Files.ShouldBe([file]);
            form.GetFile("file").ShouldBe(file);
            form.File("title").ShouldBeNull();
            Should.Throw<BadRequestException>(() => form.GetFile("title")).Message.ShouldBe("The file title is missing.");
        }
    }

    [Theory]
    [InlineData("text/plain; charset=ISO-8859-1", "café")]
    [InlineData("text/plain;charset=\"latin1\"", "café")]
    public async Task A_text_part_is_read_in_its_own_charset(string contentType, string expected)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(Part(contentType) + "caf"), 0xE9, .. "\r\n--b--"u8];

        Make.Post(Multipart, body).ReadForm().Fields["a"].ToString().ShouldBe(expected);
        (await Make.Post(Multipart, body).ReadFormAsync()).Fields["a"].ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("text/plain; charset=utf8", "é")]
    [InlineData("text/plain; charset=UTF-8", "é")]
    [InlineData("text/plain", "é")]
    [InlineData("garbage", "é")]
    public void A_text_part_is_utf8_unless_it_says_otherwise(string contentType, string expected) =>
        Make.Post(Multipart, Part(contentType) + "é\r\n--b--").ReadForm().Fields["a"].ToString().ShouldBe(expected);

    [Theory]
    [InlineData("klingon")]
    [InlineData("utf-7")]
    [InlineData("")]
    public async Task A_text_part_in_an_unknown_charset_is_415(string charset) =>
        await Make.ShouldBeRefusedBothWaysAsync(
            415,
            () => Make.Post(Multipart, Part($"text/plain; charset=\"{charset}\"") + "x\r\n--b--"),
            request => request.ReadForm(),
            async request => await request.ReadFormAsync());

    [Fact]
    public void A_charset_is_utf8_by_either_spelling()
    {
        Make.Post(UrlEncoded + "; charset=utf8", "a=%C3%A9").ReadForm().Fields["a"].ToString().ShouldBe("é");
        Make.Post("text/plain; charset=utf8", "é").ReadText().ShouldBe("é");
        Make.Post("application/json; charset=\"UTF8\"", "1").ReadJson(TestJson.Default.Int32).ShouldBe(1);
    }

    [Theory]
    [InlineData("a\\\"b.txt", "a\"b.txt")]
    [InlineData("C:\\dir\\a.txt", "a.txt")]
    [InlineData("C:\\\\dir\\\\a.txt", "a.txt")]
    [InlineData("\\\"", "\"")]
    [InlineData("a.txt", "a.txt")]
    public void A_quoted_pair_in_a_file_name_is_one_character(string sent, string expected) =>
        Make.Post(Multipart, $"--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"{sent}\"\r\n\r\nx\r\n--b--").ReadForm()
            .Files[0].FileName.ShouldBe(expected);

    [Theory]
    [InlineData("a\\\"b", "a\"b")]
    [InlineData("a\\\\b", "a\\b")]
    [InlineData("a\\b", "a\\b")]
    public void A_quoted_pair_in_a_field_name_is_one_character(string sent, string expected) =>
        Make.Post(Multipart, $"--b\r\nContent-Disposition: form-data; name=\"{sent}\"\r\n\r\nx\r\n--b--").ReadForm()
            .Fields[expected].ToString().ShouldBe("x");

    private static string Part(string contentType) =>
        $"--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: {contentType}\r\n\r\n";

    [Fact]
    public void A_synchronous_app_reads_synchronously_all_the_way()
    {
        Make.Chunked(Multipart, new SyncOnly(Encoding.UTF8.GetBytes(Upload))).ReadForm().Files.Count.ShouldBe(1);
        Make.Chunked(UrlEncoded, new SyncOnly("a=1"u8.ToArray())).ReadForm().Fields.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Every_view_of_a_request_has_the_same_form()
    {
        var request = Make.Post(UrlEncoded, "a=1");
        var form = request.ReadForm();
        new Request(request.Environ).ReadForm().ShouldBeSameAs(form);
        (await new Request(request.Environ).ReadFormAsync()).ShouldBeSameAs(form);

        request.Environ.Input = new MemoryStream("a=2"u8.ToArray());
        request.ReadForm().Fields.Get<int>("a").ShouldBe(2);
    }

    [Theory]
    [InlineData(415, "", "a=1")]
    [InlineData(415, "application/json", "{}")]
    [InlineData(415, UrlEncoded + "; charset=iso-8859-1", "a=1")]
    [InlineData(415, "multipart/mixed; boundary=b", Upload)]
    [InlineData(400, UrlEncoded, "a=%zz")]
    [InlineData(400, UrlEncoded, "a=%ff")]
    [InlineData(400, "multipart/form-data", Upload)]
    [InlineData(400, "multipart/form-data; boundary=\"\"", Upload)]
    [InlineData(400,
        "multipart/form-data; boundary=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", Upload)]
    [InlineData(400, "multipart/form-data; boundary=other", Upload)]
    [InlineData(400, Multipart, "")]
    [InlineData(400, Multipart, "--b\r\nContent-Disposition: form-data; name=a\r\n\r\ncut off")]
    [InlineData(400, Multipart, "--b\r\nContent-Disposition: form-data; na")]
    [InlineData(400, Multipart, "--b\r\nnonsense\r\n\r\n1\r\n--b--")]
    [InlineData(400, Multipart, "--b\r\nContent-Disposition: ;;\r\n\r\n1\r\n--b--")]
    [InlineData(400, Multipart, "--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--")]
    [InlineData(400, Multipart, "--b\r\nContent-Disposition: form-data; name=a\r\nA:1\r\nB:1\r\nC:1\r\nD:1\r\n\r\n1\r\n--b--")]
    [InlineData(400, Multipart,
        "--b\r\nContent-Disposition: form-data; name=a; "
            + "x=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n\r\n1\r\n--b--")]
    public async Task What_is_no_form_is_refused(int status, string contentType, string body)
    {
        var limits = new RequestLimits { MaxPartHeaders = 4, MaxPartHeadersLength = 120 };
        await RefusedAsync(status, () => Make.Post(contentType, body, limits));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_400()
    {
        await RefusedAsync(400, () => Make.Post(UrlEncoded, [(byte)'a', (byte)'=', 0xE9]));
        await RefusedAsync(400, () => Make.Post(Multipart, Encoding.Latin1.GetBytes(Upload)));
    }

    [Fact]
    public async Task A_form_keeps_to_the_limits()
    {
        await RefusedAsync(400, () => Make.Post(UrlEncoded, "a=1&b=2&c=3", new RequestLimits { MaxParameters = 2 }));
        await RefusedAsync(400, () => Make.Post(Multipart, Upload, new RequestLimits { MaxParameters = 2 }));
        await RefusedAsync(400, () => Make.Post(Multipart, Upload, new RequestLimits { MaxNameLength = 4 }));
        await RefusedAsync(413, () => Make.Post(UrlEncoded, "a=1&b=2&c=3", new RequestLimits { MaxBodyLength = 5 }));
        await RefusedAsync(413, () => Make.Post(Multipart, Upload, new RequestLimits { MaxBodyLength = 100 }));
        await RefusedAsync(413,
            () => Make.Chunked(Multipart, new MemoryStream(Encoding.UTF8.GetBytes(Upload)), new RequestLimits { MaxBodyLength = 100 }));
        await RefusedAsync(413, () => Make.Post(Multipart, Upload, new RequestLimits { MaxPartLength = 10 }));
        await RefusedAsync(413, () => Make.Chunked(UrlEncoded, new Endless()));
        await RefusedAsync(400, () => Make.Chunked(Multipart, new Endless()));
    }

    private static Task RefusedAsync(int status, Func<Request> make) =>
        Make.ShouldBeRefusedBothWaysAsync(status, make, request => request.ReadForm(), request => request.ReadFormAsync().AsTask());
}
