using System.Collections.Concurrent;
using System.Text;
using Gateway.Hosting;

namespace Gateway.Toolkit.Tests;

public sealed class AccessLogWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-access-log-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lines_are_complete_and_in_order_once_the_log_is_disposed()
    {
        var path = Path.Combine(_folder, "access.log");
        using (var log = AccessLogWriter.ToFile(path))
        {
            for (var index = 0; index < 1000; index++)
                log.Write(Entry($"/{index}"), AccessLogFormat.Combined);
        }

        var lines = File.ReadAllLines(path);
        lines.Select(line => line.Split(' ')[6]).ShouldBe(Enumerable.Range(0, 1000).Select(index => $"/{index}"));
        lines[0].ShouldBe("- - - [26/Nov/2026:12:30:00 +0000] \"GET /0 HTTP/1.1\" 200 - \"-\" \"-\"");
    }

    [Fact]
    public async Task A_file_that_is_truncated_while_it_is_open_gets_no_gap()
    {
        var path = Path.Combine(_folder, "access.log");
        using (var log = AccessLogWriter.ToFile(path))
        {
            log.Write(Entry("/before"), AccessLogFormat.Combined);
            await UntilAsync(() => new FileInfo(path).Length > 0);
            await using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                file.SetLength(0);
            log.Write(Entry("/after"), AccessLogFormat.Combined);
        }

        (await File.ReadAllBytesAsync(path)).ShouldNotContain((byte)0);
        File.ReadAllLines(path).Single().ShouldContain("/after");
    }

    [Fact]
    public async Task Two_writers_share_a_file()
    {
        var path = Path.Combine(_folder, "access.log");
        using (var first = AccessLogWriter.ToFile(path))
        using (var second = AccessLogWriter.ToFile(path))
        {
            await Task.WhenAll(Task.Run(() => Write(first)), Task.Run(() => Write(second)));
        }

        var lines = await File.ReadAllLinesAsync(path);
        lines.Length.ShouldBe(1000);
        lines.ShouldAllBe(line => line.EndsWith("\"-\" \"-\"", StringComparison.Ordinal));

        static void Write(AccessLogWriter log)
        {
            for (var index = 0; index < 500; index++)
                log.Write(Entry($"/{index}"), AccessLogFormat.Combined);
        }
    }

    [Fact]
    public void A_log_that_cannot_keep_up_drops_lines_and_counts_them()
    {
        using var gate = new GatedStream();
        using var log = new AccessLogWriter(() => gate);
        log.Write(Entry("/first"), AccessLogFormat.Combined);
        gate.Entered.Wait();

        // The thread that writes now stands still; more than the log can hold comes in without waiting.
        var target = "/" + new string('x', 10_000);
        for (var index = 0; index < 1000; index++)
            log.Write(Entry(target), AccessLogFormat.Combined);

        log.Dropped.ShouldBeGreaterThan(800);
        gate.Open.Set();
        log.Dispose();
        (gate.Written.Split('\n').Length - 1 + log.Dropped).ShouldBe(1001);
    }

    [Fact]
    public void A_target_that_fails_is_reported_once_and_tried_again()
    {
        var reports = new BlockingCollection<string>();
        var written = new MemoryStream();
        var attempts = 0;
        using (var log = new AccessLogWriter(() => ++attempts < 3 ? new FailingStream() : written, reports.Add))
        {
            log.Write(Entry("/kept"), AccessLogFormat.Combined);
            reports.Take().ShouldStartWith("The access log cannot be written: full.");
            reports.Take().ShouldStartWith("The access log can be written again");
        }

        attempts.ShouldBe(3);
        reports.ShouldBeEmpty();
        Encoding.UTF8.GetString(written.ToArray()).ShouldContain("/kept");
    }

    [Fact]
    public void Json_has_one_shape_and_omits_what_is_unknown() => AccessLogFormat.Json.Format(Entry("/x")).ShouldBe(
        """{"time":"2026-11-26T12:30:00+00:00","method":"GET","target":"/x","protocol":"HTTP/1.1","status":200}""");

    private static AccessLogEntry Entry(string target) => new()
    {
        Time = new(2026, 11, 26, 12, 30, 0, TimeSpan.Zero), Method = "GET", Target = target, Protocol = "HTTP/1.1", Status = 200,
    };

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Yield();
    }

    private sealed class FailingStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("full");
    }

    private sealed class GatedStream : MemoryStream
    {
        private readonly StringBuilder _written = new();

        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Open { get; } = new();

        public string Written => _written.ToString();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Entered.Set();
            Open.Wait();
            _written.Append(Encoding.UTF8.GetString(buffer));
        }
    }
}
