using System.Collections;
using Gateway.Fakes;

namespace Gateway.Linting;

/// <summary>Apps and middleware to put between layers of the linter, right and wrong.</summary>
internal static class LayerApps
{
    public static GatewayApp App(IEnumerable<ReadOnlyMemory<byte>> body, params (string, string)[] headers) => (_, start) =>
    {
        start("200 OK", [.. LintHost.Text, .. headers]);
        return body;
    };

    public static AsyncGatewayApp AsyncApp(TrackedAsyncBody? body, string status = "200 OK") => (_, start) =>
    {
        start(status, LintHost.Text);
        return new(body ?? new TrackedAsyncBody("a", "b"));
    };

    public static IEnumerable<ReadOnlyMemory<byte>> Generator(Environ environ, StartResponse start)
    {
        start("200 OK", LintHost.Text);
        yield return Blocks.Of("a");
        yield return Blocks.Of("b");
    }

    public static Body Silent(Environ environ, StartResponse start) => Body.Empty;

    public static GatewayApp Pass(GatewayApp app) => (environ, start) => app(environ, start);

    public static GatewayApp Lengthen(GatewayApp app) => (environ, start) => Lengthened.Of(app(environ, start));

    public static GatewayApp Forgetful(GatewayApp app) => (environ, start) => Upper(app(environ, start));

    public static IEnumerable<ReadOnlyMemory<byte>> Upper(IEnumerable<ReadOnlyMemory<byte>> body)
    {
        foreach (var block in body)
            yield return block;
    }

    public static AsyncGatewayApp ForgetfulAsync(AsyncGatewayApp app) => async (environ, start) =>
    {
        await Task.Yield();
        return UpperAsync(await app(environ, start));
    };

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> UpperAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> body)
    {
        await foreach (var block in body)
            yield return block;
    }

    public static GatewayApp Buffer(GatewayApp app) => (environ, start) =>
    {
        var body = app(environ, start);
        var blocks = body.Select(block => (ReadOnlyMemory<byte>)block.ToArray()).ToList();
        (body as IDisposable)?.Dispose();
        return blocks;
    };

    public static AsyncGatewayApp BufferAsync(AsyncGatewayApp app) =>
        async (environ, start) => Body.Text(await Blocks.ReadTextAsync(await app(environ, start)));

    public static GatewayMiddleware Merge(bool yieldsEmpty) => app => (environ, start) => Merged(app(environ, start), yieldsEmpty);

    public static IEnumerable<ReadOnlyMemory<byte>> Merged(IEnumerable<ReadOnlyMemory<byte>> body, bool yieldsEmpty)
    {
        using var closing = body as IDisposable;
        var text = "";
        foreach (var block in body)
        {
            text += Blocks.Utf8(block.ToArray());
            if (yieldsEmpty)
                yield return default;
        }

        yield return Blocks.Of(text);
    }

    public sealed class SilentApp
    {
        private readonly ReadOnlyMemory<byte>[] _blocks = [];

        public IEnumerable<ReadOnlyMemory<byte>> Answer(Environ environ, StartResponse start) => _blocks;
    }

    /// <summary>A middleware's body that closes the one behind it, and adds to it.</summary>
    private sealed class Lengthened : IEnumerable<ReadOnlyMemory<byte>>, IDisposable
    {
        private readonly IEnumerable<ReadOnlyMemory<byte>> _body;

        private Lengthened(IEnumerable<ReadOnlyMemory<byte>> body) => _body = body;

        public static Lengthened Of(IEnumerable<ReadOnlyMemory<byte>> body) => new(body);

        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => _body.Append(Blocks.Of("!")).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public void Dispose() => (_body as IDisposable)?.Dispose();
    }
}
