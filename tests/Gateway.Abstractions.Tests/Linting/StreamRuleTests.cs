using System.Text;
using Gateway.Fakes;

namespace Gateway.Linting;

public class StreamRuleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_app_may_not_close_what_it_reads(bool isAsync)
    {
        foreach (var close in new Action<Stream>[]
                 {
                     stream => stream.Dispose(), stream => stream.Close(),
                     stream => { using var reader = new StreamReader(stream); },
                     stream => stream.DisposeAsync().AsTask().GetAwaiter().GetResult(),
                 })
        {
            var environ = Environ.ForRequest("POST", "/", new byte[3]);
            var input = environ.Input;

            await LintHost.ShouldBreakAsync("input-open", LintSide.App, () => LintHost.RunAsync(App(close), isAsync, environ), environ);

            input.CanRead.ShouldBeTrue();
        }

        static GatewayApp App(Action<Stream> close) => (environ, start) =>
        {
            start("200 OK", []);
            close(environ.Input);
            return Body.Empty;
        };
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nor_the_error_stream(bool isAsync)
    {
        foreach (var close in new Action<TextWriter>[]
            { errors => errors.Dispose(), errors => errors.Close(), errors => errors.DisposeAsync().AsTask().GetAwaiter().GetResult() })
        {
            var environ = Environ.ForRequest();

            await LintHost.ShouldBreakAsync("errors-open", LintSide.App, () => LintHost.RunAsync(App(close), isAsync, environ), environ);
        }

        static GatewayApp App(Action<TextWriter> close) => (environ, start) =>
        {
            start("200 OK", []);
            close(environ.Errors);
            return Body.Empty;
        };
    }

    [Fact]
    public async Task Every_way_to_read_works()
    {
        var bytes = Encoding.UTF8.GetBytes("abcdefghijklmnop");
        var environ = Environ.ForRequest("POST", "/", bytes);
        await LintHost.RunAsync(
            (inner, start) =>
            {
                var input = inner.Input;
                var buffer = new byte[2];
                (input.CanRead, input.CanSeek, input.CanWrite, input.CanTimeout, input.Length, input.Position)
                    .ShouldBe((true, true, false, false, 16L, 0L));
                input.Read(buffer, 0, 2).ShouldBe(2);
                input.Read(buffer.AsSpan()).ShouldBe(2);
                input.ReadByte().ShouldBe('e');
                input.ReadAsync(buffer, 0, 2).GetAwaiter().GetResult().ShouldBe(2);
                input.ReadAsync(buffer.AsMemory()).AsTask().GetAwaiter().GetResult().ShouldBe(2);
                buffer.ShouldBe("hi"u8.ToArray());
                input.Read([], 0, 0).ShouldBe(0);
                var rest = new MemoryStream();
                input.CopyTo(rest);
                rest.Length.ShouldBe(7);
                input.ReadByte().ShouldBe(-1);
                input.Read(buffer.AsSpan()).ShouldBe(0);
                input.Position = 0;
                input.ReadByte().ShouldBe('a');
                input.Seek(0, SeekOrigin.Begin);
                input.CopyToAsync(rest).GetAwaiter().GetResult();
                rest.Length.ShouldBe(23);
                Should.Throw<NotSupportedException>(() => input.Write(buffer, 0, 1));
                Should.Throw<NotSupportedException>(() => input.Write(buffer));
                Should.Throw<NotSupportedException>(() => input.SetLength(1));
                Should.Throw<InvalidOperationException>(() => input.ReadTimeout);
                input.Flush();
                start("200 OK", []);
                return Body.Empty;
            },
            isAsync: false,
            environ);
    }

    [Fact]
    public async Task A_host_gives_no_more_than_was_asked_for()
    {
        foreach (var read in new[] { 3, -1 })
            await ShouldBreakAsync("input-read", new WrongStream(read));
    }

    [Fact]
    public async Task What_has_ended_stays_ended() => await ShouldBreakAsync("input-stays-ended", new WrongStream(1, 0, 1));

    [Fact]
    public async Task The_error_stream_is_the_hosts()
    {
        var environ = Environ.ForRequest();
        var host = environ.Errors;
        await LintHost.RunAsync(
            (inner, start) =>
            {
                var errors = inner.Errors;
                errors.NewLine = "\n";
                errors.Encoding.ShouldBe(host.Encoding);
                errors.Write('a');
                errors.Write("b");
                errors.Write(['c', 'd'], 0, 2);
                errors.Write("e".AsSpan());
                errors.WriteLine();
                errors.WriteLine("f");
                errors.WriteLine("g".AsSpan());
                errors.WriteAsync('h').GetAwaiter().GetResult();
                errors.WriteAsync("i").GetAwaiter().GetResult();
                errors.WriteAsync(['j'], 0, 1).GetAwaiter().GetResult();
                errors.WriteAsync("k".AsMemory()).GetAwaiter().GetResult();
                errors.WriteLineAsync().GetAwaiter().GetResult();
                errors.WriteLineAsync("l").GetAwaiter().GetResult();
                errors.Write(1);
                errors.Flush();
                errors.FlushAsync().GetAwaiter().GetResult();
                start("200 OK", []);
                return Body.Empty;
            },
            isAsync: false,
            environ);

        host.ToString().ShouldBe("abcde\nf\ng\nhijk\nl\n1");
        host.NewLine.ShouldBe("\n");
    }

    private static async Task ShouldBreakAsync(string rule, Stream input)
    {
        foreach (var read in new Func<Stream, int>[]
                 {
                     stream => stream.Read(new byte[2], 0, 2), stream => stream.Read(new byte[2].AsSpan()),
                     stream => stream.ReadAsync(new byte[2]).AsTask().GetAwaiter().GetResult(),
                     stream => stream.ReadAsync(new byte[2], 0, 2).GetAwaiter().GetResult(),
                 })
        {
            var environ = Environ.ForRequest();
            environ.Input = input;
            input.Position = 0;
            await LintHost.ShouldBreakAsync(rule, LintSide.Host, () => LintHost.RunAsync(
                (inner, start) =>
                {
                    for (var count = 0; count < 3; count++)
                        read(inner.Input);
                    start("200 OK", []);
                    return Body.Empty;
                },
                isAsync: false,
                environ));
        }
    }

    /// <summary>A stream that gives what it is told, right or wrong.</summary>
    private sealed class WrongStream(params int[] reads) : MemoryStream
    {
        private int _next;

        public override long Position
        {
            get => _next;
            set => _next = (int)value;
        }

        public override int Read(byte[] buffer, int offset, int count) => reads[_next++ % reads.Length];

        public override int Read(Span<byte> buffer) => reads[_next++ % reads.Length];

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return reads[_next++ % reads.Length];
        }
    }
}
