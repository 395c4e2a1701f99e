using Gateway.AspNetCore.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>wsgi.errors: text an app writes becomes lines of the log.</summary>
public sealed class ErrorsTests
{
    [Theory, BothShapes]
    public async Task Each_line_becomes_one_record(AppShape shape)
    {
        var lines = await LinesAsync(shape, errors =>
        {
            errors.Write("one ");
            errors.Write("line\nanother\n");
            errors.WriteLine("third");
            errors.Write("windows\r\n");
            errors.Write('c');
            errors.WriteLine();
            errors.WriteLine("{0}", "formatted");
        });

        lines.ShouldBe(["one line", "another", "third", "windows", "c", "formatted"]);
    }

    [Fact]
    public async Task Braces_are_text()
    {
        var lines = await LinesAsync(AppShape.Sync, errors => errors.WriteLine("{not} {0} a template"));

        lines.ShouldBe(["{not} {0} a template"]);
    }

    [Fact]
    public async Task A_line_without_an_end_is_logged_when_the_request_ends()
    {
        var lines = await LinesAsync(AppShape.Sync, errors => errors.Write("unfinished"));

        lines.ShouldBe(["unfinished"]);
    }

    [Fact]
    public async Task Flushing_and_closing_are_harmless()
    {
        var lines = await LinesAsync(AppShape.Sync, errors =>
        {
            errors.WriteLine("before");
            errors.Flush();
            errors.Close();
            errors.Dispose();
            errors.WriteLine("after");
        });

        lines.ShouldBe(["before", "after"]);
    }

    [Fact]
    public async Task Any_text_is_taken()
    {
        var lines = await LinesAsync(AppShape.Sync, errors => errors.WriteLine("\ud800 é € \0"));

        lines.Count.ShouldBe(1);
        lines[0].ShouldContain("é €");
    }

    [Fact]
    public async Task Asynchronous_writing_works()
    {
        await using var host = await GatewayHost.StartAsync(async (environ, startResponse) =>
        {
            await environ.Errors.WriteLineAsync("awaited");
            await environ.Errors.FlushAsync();
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        await connection.GetAsync("/");

        await host.StopAsync();
        Lines(host).ShouldBe(["awaited"]);
    }

    [Fact]
    public async Task Two_requests_do_not_write_into_one_line()
    {
        var (begun, mayEnd) = (new Signal(), new Signal());
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            environ.Errors.Write(environ.PathInfo + " begins");
            if (environ.PathInfo == "/first")
            {
                begun.Set();
                mayEnd.Wait();
            }

            environ.Errors.Write(" and ends\n");
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var first = await host.ConnectAsync();
        await using var second = await host.ConnectAsync();

        await first.SendAsync("GET /first HTTP/1.1", "Host: a", "", "");
        await begun.WaitAsync();
        await second.GetAsync("/second");
        mayEnd.Set();
        await first.ReceiveResponseAsync();

        await host.StopAsync();
        Lines(host).ShouldBe(["/second begins and ends", "/first begins and ends"]);
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(AppShape shape, Action<TextWriter> write)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            write(environ.Errors);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();
        (await connection.GetAsync("/")).Status.ShouldBe(200);
        await connection.ShouldStillServeAsync();
        await host.StopAsync();
        return Lines(host);
    }

    private static IReadOnlyList<string> Lines(GatewayHost host) =>
        [.. host.Log.Records.Where(
            record => record.Category.StartsWith("Gateway", StringComparison.Ordinal) && record.Level == LogLevel.Error)
            .Select(record => record.Message)];
}
