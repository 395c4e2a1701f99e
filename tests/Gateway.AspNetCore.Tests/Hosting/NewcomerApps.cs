using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization;

namespace Gateway.AspNetCore.Tests.Hosting;

internal sealed record Article(string Title);

[JsonSerializable(typeof(Article))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class AppJson : JsonSerializerContext;

/// <summary>The methods of the contract's first page, as they stand there.</summary>
internal static class NewcomerApps
{
    public static IEnumerable<ReadOnlyMemory<byte>> Countdown(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        for (var i = 3; i > 0; i--) yield return Encoding.UTF8.GetBytes($"{i}\n");
    }

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> AsyncCountdown(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        for (var i = 3; i > 0; i--)
        {
            await Task.Yield();
            yield return Encoding.UTF8.GetBytes($"{i}\n");
        }
    }

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> AsyncCountdownWithToken(
        Environ environ, StartResponse startResponse, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        await Task.Delay(0, cancellationToken);
        yield return "3\n2\n1\n"u8.ToArray();
    }

    public static async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> AsyncMethod(Environ environ, StartResponse startResponse)
    {
        await Task.Yield();
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text("3\n2\n1\n");
    }

    public static Body OrdinaryMethod(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text("3\n2\n1\n");
    }

    public static GatewayApp ProxyHost(GatewayApp app) => (environ, startResponse) =>
    {
        if (environ.TryGetValue("HTTP_X_FORWARDED_FOR", out var client)) environ["REMOTE_ADDR"] = client;
        return app(environ, (status, headers, exception) => startResponse(status, [.. headers, ("Via", "proxy")], exception));
    };
}
