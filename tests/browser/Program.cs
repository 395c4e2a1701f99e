using System.Text;
using Gateway.Browser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

var output = Path.GetFullPath(args is [var folder] ? folder : "docs");
var limit = TimeSpan.FromSeconds(60);
var media = Path.GetTempFileName();
try
{
    Site.WriteMedia(media);
    var site = new Site(media);
    var builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders();
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    await using var server = builder.Build();
    server.UseGatewayApp(site.ToApp());
    await server.StartAsync();

    // By this name, a browser keeps cookies that are for HTTPS only.
    var url = $"http://localhost:{new Uri(server.Urls.Single()).Port}/";

    Dictionary<string, string> seen;
    using (new Chromium("--remote-debugging-port=0", url))
    {
        seen = await site.Results.WaitAsync(limit);
        await site.EventsEnded.WaitAsync(limit);
    }

    var (visits, tone, cached) = (site.ExchangesAt("/visits"), site.ExchangesAt("/tone.wav"), site.ExchangesAt("/cached"));
    var sought = tone.LastOrDefault(
        exchange => exchange.Status.StartsWith("206", StringComparison.Ordinal) && exchange.Range != "bytes=0-");
    Check[] checks =
    [
        new("A signed cookie goes there and back, out of reach of scripts", seen["cookies"],
            string.Join("; ", visits.Select(one => one.Cookie is null ? "no cookie" : "a cookie")),
            seen["cookies"] == "visit 1, visit 2; scripts see \"\"" && visits is [{ Cookie: null }, { Cookie: not null }]),
        new("Seeking in a media file of 100 MB asks for a range", seen["seeking"],
            sought is null ? "no range" : $"{sought.Range}: {sought.Status}, {sought.ContentRange}",
            seen["seeking"] == "600 s long, sought to 540 s" && sought is not null),
        new("Server-sent events arrive, and the stream ends with the listener", seen["events"], "the iterator ended",
            seen["events"] == "1 2 3"),
        new("A reload asks whether anything has changed", seen["reloading"],
            string.Join("; ", cached.Select(one => $"{one.IfNoneMatch ?? "no condition"}: {one.Status}")),
            seen["reloading"] == "what does not change"
                && cached is [{ IfNoneMatch: null, Status: "200 OK" }, { IfNoneMatch: not null, Status: "304 Not Modified" }]),
    ];

    var version = await Chromium.VersionAsync();
    site.Report = Report.Html(checks, version);
    var screenshot = Path.Combine(output, "browser.png");
    File.Delete(screenshot);
    using (var browser = new Chromium($"--screenshot={screenshot}", "--window-size=1000,420", "--hide-scrollbars", url + "report"))
        await browser.EndAsync().WaitAsync(limit);
    var markdown = Report.Markdown(checks, version);
    await File.WriteAllTextAsync(Path.Combine(output, "browser.md"), markdown, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    Console.WriteLine(markdown);
    if (!File.Exists(screenshot))
    {
        Console.Error.WriteLine("The browser took no screenshot.");
        return 1;
    }

    return checks.All(check => check.Holds) ? 0 : 1;
}
catch (InvalidOperationException missing)
{
    Console.Error.WriteLine(missing.Message);
    return 2;
}
catch (TimeoutException)
{
    Console.Error.WriteLine($"The browser was not done after {limit.TotalSeconds:0} seconds.");
    return 1;
}
finally
{
    File.Delete(media);
}
