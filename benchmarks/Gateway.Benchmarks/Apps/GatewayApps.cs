using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gateway.Benchmarks.Apps;

/// <summary>The apps that are measured, written as anybody would write them.</summary>
internal static class GatewayApps
{
    /// <summary>Reads three keys and returns one block.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> ThreeKeys(Environ environ, StartResponse startResponse)
    {
        Look(environ);
        startResponse("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "13")]);
        return Body.Bytes(Payload.Hello);
    }

    public static ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> ThreeKeysAsync(Environ environ, StartResponse startResponse)
    {
        Look(environ);
        startResponse("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "13")]);
        return new(Body.Bytes(Payload.Hello));
    }

    /// <summary>The body is an ordinary array of one block.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> ArrayOfOne(Environ environ, StartResponse startResponse)
    {
        Look(environ);
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return [Payload.Hello];
    }

    public static IEnumerable<ReadOnlyMemory<byte>> Generator(Environ environ, StartResponse startResponse)
    {
        Look(environ);
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        yield return Payload.Hello;
    }

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> AsyncIterator(Environ environ, StartResponse startResponse)
    {
        await Task.CompletedTask;
        Look(environ);
        startResponse("200 OK", OneHeader());
        yield return Payload.Hello;
    }

    /// <summary>Looks at every entry of the environ.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Enumerates(Environ environ, StartResponse startResponse)
    {
        var entries = 0;
        foreach (var (key, value) in environ)
            entries += key.Length > 0 && value is not null ? 1 : 0;
        if (entries < 20)
            throw new InvalidOperationException($"The environ has {entries} entries.");
        startResponse("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "13")]);
        return Body.Bytes(Payload.Hello);
    }

    public static IEnumerable<ReadOnlyMemory<byte>> Order(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "application/json")]);
        return Body.Json(Payload.Order, PayloadJson.Default.Order);
    }

    public static IEnumerable<ReadOnlyMemory<byte>> Orders(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "application/json")]);
        return Body.Json(Payload.Orders, PayloadJson.Default.OrderArray);
    }

    public static IEnumerable<ReadOnlyMemory<byte>> Upload(Environ environ, StartResponse startResponse)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        var input = environ.Input;
        long total = 0;
        while (input.Read(buffer) is > 0 and var read)
            total += read;
        ArrayPool<byte>.Shared.Return(buffer);
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Bytes(Encoding.ASCII.GetBytes($"{total}"));
    }

    public static async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> UploadAsync(Environ environ, StartResponse startResponse)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        var input = environ.Input;
        long total = 0;
        while (await input.ReadAsync(buffer) is > 0 and var read)
            total += read;
        ArrayPool<byte>.Shared.Return(buffer);
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Bytes(Encoding.ASCII.GetBytes($"{total}"));
    }

    public static GatewayApp Blocks(int count, byte[] block)
    {
        return Generate;

        IEnumerable<ReadOnlyMemory<byte>> Generate(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", [("Content-Type", "application/octet-stream")]);
            for (var index = 0; index < count; index++)
                yield return block;
        }
    }

    public static AsyncIteratorApp BlocksAsync(int count, byte[] block)
    {
        return Generate;

        async IAsyncEnumerable<ReadOnlyMemory<byte>> Generate(Environ environ, StartResponse startResponse)
        {
            await Task.CompletedTask;
            startResponse("200 OK", [("Content-Type", "application/octet-stream")]);
            for (var index = 0; index < count; index++)
                yield return block;
        }
    }

    /// <summary>With a declared length: without one, the chunks of a pushed body differ from answer to answer.</summary>
    public static GatewayApp Pushes(int count, byte[] block) => (environ, startResponse) =>
    {
        startResponse("200 OK", [("Content-Type", "application/octet-stream"), ("Content-Length", $"{count * block.Length}")]);
        return Body.Write(async (writer, aborted) =>
        {
            for (var index = 0; index < count; index++)
                await writer.WriteAsync(block, aborted);
        });
    };

    /// <summary>Middleware that only hands on.</summary>
    public static GatewayApp PassThrough(GatewayApp app) => (environ, startResponse) => app(environ, startResponse);

    /// <summary>Middleware that adds a header.</summary>
    public static GatewayApp AddHeader(GatewayApp app) => (environ, startResponse) =>
        app(environ, (status, headers, exception) => startResponse(status, [.. headers, ("X-Frame-Options", "DENY")], exception));

    /// <summary>The same, without copying the list.</summary>
    public static GatewayApp AppendHeader(GatewayApp app) => (environ, startResponse) =>
        app(environ, (status, headers, exception) => startResponse(status, headers.With("X-Frame-Options", "DENY"), exception));

    public static GatewayApp Thrice(GatewayApp app, GatewayMiddleware middleware) => app.Use(middleware).Use(middleware).Use(middleware);

    /// <summary>The headers of an app that has one.</summary>
    public static IReadOnlyList<(string Name, string Value)> OneHeader() => [("Content-Type", "text/plain")];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Look(Environ environ)
    {
        if (environ.RequestMethod.Length + environ.PathInfo.Length + environ.QueryString.Length == 0)
            throw new InvalidOperationException("The environ is empty.");
    }
}
