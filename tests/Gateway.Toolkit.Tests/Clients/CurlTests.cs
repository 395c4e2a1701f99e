using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Gateway.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Toolkit.Tests;

/// <summary>Apps made with the toolkit, on Kestrel, as curl meets them: a client that shares no code with the server.</summary>
[Requires("curl")]
public sealed class CurlTests : IAsyncLifetime
{
    private const int FileLength = 300_000;

    private readonly TempFolder _folder = new();
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(FileLength);
    private readonly CookieSigner _signer = new(RandomNumberGenerator.GetBytes(CookieSigner.MinKeyLength));
    private readonly TaskCompletionSource _firstEventArrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication _server = null!;
    private string _http1 = null!;
    private string _http2 = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllBytesAsync(PathOf("file.bin"), _content);
        // An hour old: the entity tag of a file that has just changed is weak, and cannot continue a download.
        File.SetLastWriteTimeUtc(PathOf("file.bin"), DateTime.UtcNow.AddHours(-1));

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddResponseCompression();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        _server = builder.Build();
        _server.UseResponseCompression();
        _server.UseGatewayApp(Site());
        await _server.StartAsync();
        var urls = _server.Urls.ToArray();
        (_http1, _http2) = (urls[0], urls[1]);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [RequiringFact]
    public async Task A_download_that_broke_off_goes_on_where_it_was()
    {
        await File.WriteAllBytesAsync(PathOf("copy.bin"), _content[..100_000]);

        var facts = await CurlProcess.RunAsync("--continue-at", "-", "--output", PathOf("copy.bin"), "--write-out",
            "%{http_code} %{size_download} %header{content-range}", $"{_http1}/file.bin");

        facts.ShouldBe($"206 200000 bytes 100000-{FileLength - 1}/{FileLength}");
        (await File.ReadAllBytesAsync(PathOf("copy.bin"))).ShouldBe(_content);
    }

    [RequiringFact]
    public async Task Several_ranges_come_as_parts()
    {
        var facts = await CurlProcess.RunAsync(
            "--range", "0-9,100-109", "--output", PathOf("parts"), "--write-out", "%{http_code} %{content_type}", $"{_http1}/file.bin");

        facts.ShouldStartWith("206 multipart/byteranges; boundary=");
        var parts = (await File.ReadAllBytesAsync(PathOf("parts"))).AsSpan();
        parts.IndexOf(_content.AsSpan(0, 10)).ShouldBePositive();
        parts.IndexOf(_content.AsSpan(100, 10)).ShouldBePositive();
    }

    [RequiringFact]
    public async Task A_download_that_has_not_changed_is_not_sent_again()
    {
        string[] download =
            ["--etag-save", PathOf("etag"), "--etag-compare", PathOf("etag"), "--output", PathOf("copy.bin"), "--write-out",
                "%{http_code} %{size_download}", $"{_http1}/file.bin"];

        (await CurlProcess.RunAsync(download)).ShouldBe($"200 {FileLength}");
        (await CurlProcess.RunAsync(download)).ShouldBe("304 0");
    }

    [RequiringFact]
    public async Task A_compressed_answer_is_what_it_was()
    {
        var facts = await CurlProcess.RunAsync(
            "--compressed", "--output", PathOf("text"), "--write-out", "%{size_download} %header{content-encoding}", $"{_http1}/text");

        var words = facts.Split(' ');
        words[1].ShouldBeOneOf("gzip", "br");
        int.Parse(words[0]).ShouldBeLessThan(LongText.Length / 2);
        (await File.ReadAllTextAsync(PathOf("text"))).ShouldBe(LongText);
    }

    [RequiringFact]
    public async Task Signed_cookies_come_back_and_forged_ones_count_for_nothing()
    {
        string[] visit = ["--cookie-jar", PathOf("jar"), "--cookie", PathOf("jar"), $"{_http1}/visits"];
        await File.WriteAllTextAsync(PathOf("jar"), "");

        (await CurlProcess.RunAsync(visit)).ShouldBe("Visit 1");
        (await CurlProcess.RunAsync(visit)).ShouldBe("Visit 2");
        (await CurlProcess.RunAsync(visit)).ShouldBe("Visit 3");
        (await CurlProcess.RunAsync("--cookie", "visits=41", $"{_http1}/visits")).ShouldBe("Visit 1");
    }

    [RequiringTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_arrive_one_by_one(bool isHttp2)
    {
        using var curl = CurlProcess.Start(["--no-buffer", .. Protocol(isHttp2, "/events")]);

        // The stream opens with a comment and a blank line; the second event waits until the first has arrived.
        (await curl.LineAsync()).ShouldBe(":");
        (await curl.LineAsync()).ShouldBe("");
        (await curl.LineAsync()).ShouldBe("event: tick");
        (await curl.LineAsync()).ShouldBe("data: 1");
        _firstEventArrived.SetResult();

        (await curl.EndAsync()).ShouldBe("\nevent: tick\ndata: 2\n\n");
    }

    [RequiringTheory]
    [InlineData(false, "1.1")]
    [InlineData(true, "2")]
    public async Task Both_versions_of_HTTP_are_answered_alike(bool isHttp2, string version)
    {
        (await CurlProcess.RunAsync(["--write-out", " %{http_version} %{http_code}", .. Protocol(isHttp2, "/articles/7")]))
            .ShouldBe($"article 7 {version} 200");
        (await CurlProcess.RunAsync(["--output", PathOf("copy.bin"), "--write-out", "%{http_code}", .. Protocol(isHttp2, "/file.bin")]))
            .ShouldBe("200");
        (await File.ReadAllBytesAsync(PathOf("copy.bin"))).ShouldBe(_content);
        (await CurlProcess.RunAsync(
            ["--head", "--write-out", "%header{content-length}", "--output", PathOf("head"), .. Protocol(isHttp2, "/file.bin")]))
            .ShouldBe($"{FileLength}");
    }

    [RequiringTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_form_with_a_file_arrives_whole(bool isHttp2) =>
        (await CurlProcess.RunAsync(
            ["--form", "title=Grüße & co", "--form", $"upload=@{PathOf("file.bin")};filename=naïve.bin", .. Protocol(isHttp2, "/upload")]))
            .ShouldBe($"Grüße & co|naïve.bin|{Convert.ToHexString(SHA256.HashData(_content))}");

    private static string LongText { get; } = string.Concat(Enumerable.Range(0, 2000).Select(number => $"line {number}\n"));

    private string PathOf(string name) => _folder.File(name);

    private string[] Protocol(bool isHttp2, string path) => isHttp2
        ? ["--http2-prior-knowledge", _http2 + path] : ["--http1.1", _http1 + path];

    private Router Site()
    {
        var router = new Router();
        router.Get("/articles/{id:int}", (Request request, int id) => Response.Text($"article {id}"));
        router.Get("/file.bin", request => Response.File(PathOf("file.bin")));
        router.Get("/text", request => Response.Text(LongText));
        router.Get("/events", request => Response.Events(Ticks()));
        router.Get("/visits", request =>
        {
            var visits = int.TryParse(request.SignedCookie("visits", _signer), out var count) ? count + 1 : 1;
            return Response.Text($"Visit {visits}")
                .SetSignedCookie("visits", $"{visits}", _signer, new SetCookieOptions { Secure = false });
        });
        router.Post("/upload", async request =>
        {
            var form = await request.ReadFormAsync();
            var file = form.File("upload")!;
            return Response.Text(
                $"{form.Fields.Get<string>("title")}|{file.FileName}|{Convert.ToHexString(SHA256.HashData(file.Bytes.Span))}");
        });
        return router;
    }

    private async IAsyncEnumerable<SseItem<string>> Ticks([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return new SseItem<string>("1", "tick");
        await _firstEventArrived.Task.WaitAsync(cancellationToken);
        yield return new SseItem<string>("2", "tick");
    }
}
