using System.Text;

namespace Gateway.Toolkit.Tests;

/// <summary>Apps and middleware for the tests of both shapes.</summary>
public abstract class MiddlewareTest
{
    private protected static readonly (string, string)[] Plain = [("Content-Type", "text/plain")];

    private protected static IEnumerable<ReadOnlyMemory<byte>> Hello(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", Plain);
        return Body.Text("hello");
    }

    private protected static IEnumerable<ReadOnlyMemory<byte>> Generator(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", Plain);
        yield return "hel"u8.ToArray();
        yield return "lo"u8.ToArray();
    }

    private protected static IEnumerable<ReadOnlyMemory<byte>> FailingGenerator(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", Plain);
        yield return ReadOnlyMemory<byte>.Empty;
        throw new TimeoutException();
    }

    private protected static IEnumerable<ReadOnlyMemory<byte>> LateFailure(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", Plain);
        yield return "x"u8.ToArray();
        throw new TimeoutException();
    }

    private protected static async Task RunAsync(Shape shape, Toolkit.Middleware middleware, Environ environ, GatewayApp app)
    {
        var text = new StringBuilder();
        if (shape == Shape.Sync)
        {
            var body = app.Use(middleware)(environ, (_, _, _) => null!);
            try
            {
                foreach (var block in body)
                    text.Append(Encoding.UTF8.GetString(block.Span));
            }
            finally
            {
                (body as IDisposable)?.Dispose();
            }
        }
        else
        {
            var body = await app.ToAsync().Use(middleware)(environ, (_, _, _) => null!);
            try
            {
                await foreach (var block in body)
                    text.Append(Encoding.UTF8.GetString(block.Span));
            }
            finally
            {
                await ((IAsyncDisposable)body).DisposeAsync();
            }
        }
    }

    private protected sealed class Answering : Toolkit.Middleware
    {
        protected override MiddlewareCall Begin(Environ environ) => Answer(environ, Response.Text("no", 403));
    }

    private protected sealed class Recorder : Toolkit.Middleware
    {
        public long Bytes { get; private set; }

        public List<string> Ends { get; } = [];

        protected override MiddlewareCall Begin(Environ environ) => new Call(this, environ);

        private sealed class Call(Recorder recorder, Environ environ) : MiddlewareCall(environ, MiddlewareWatch.Body | MiddlewareWatch.End)
        {
            protected override void Sending(long bytes) => recorder.Bytes += bytes;

            protected override void End(string? status, Exception? exception) =>
                recorder.Ends.Add($"{status} {exception?.GetType().Name}".Trim());
        }
    }

    private protected sealed class Rescuing : Toolkit.Middleware
    {
        protected override MiddlewareCall Begin(Environ environ) => new Call(environ);

        private sealed class Call(Environ environ) : MiddlewareCall(environ, MiddlewareWatch.Body)
        {
            protected override Response Fail(Exception exception) => Response.Text(exception.GetType().Name, 503);
        }
    }

    private protected sealed class Committing : Toolkit.Middleware
    {
        public int Commits { get; private set; }

        public int AsynchronousCommits { get; private set; }

        protected override MiddlewareCall Begin(Environ environ) => new Call(this, environ);

        private sealed class Call(Committing committing, Environ environ) : MiddlewareCall(environ, MiddlewareWatch.Commit)
        {
            protected override void Commit() => committing.Commits++;

            protected override async ValueTask CommitAsync()
            {
                await Task.Yield();
                committing.AsynchronousCommits++;
                Commit();
            }
        }
    }

    private protected sealed class FailingStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new TimeoutException();

        public override int Read(Span<byte> buffer) => throw new TimeoutException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new TimeoutException();
    }
}
