using System.IO.Compression;
using System.Text;
using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Tests.Hosting;

/// <summary>What replaces the request's or the response's body in front of an app.</summary>
public sealed class BodiesInFrontTests
{
    [Theory, BothShapes]
    public async Task A_compressed_body_arrives_unpacked(AppShape shape)
    {
        await using var host = await StartUnpackingAsync(shape);
        await using var connection = await host.ConnectAsync();

        await SendPackedAsync(connection, new string('a', 10000));

        (await connection.ReceiveResponseAsync()).Text.ShouldBe(new string('a', 10000));
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_body_that_cannot_be_unpacked_is_the_clients_fault(AppShape shape)
    {
        await using var host = await StartUnpackingAsync(shape);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Content-Length: 5", "Content-Encoding: gzip", "", "hello");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
        host.Log.Errors.ShouldBeEmpty();
    }

    [Theory, BothShapes]
    public async Task A_small_body_that_unpacks_beyond_the_limit_is_answered_413(AppShape shape)
    {
        await using var host = await StartUnpackingAsync(shape, kestrel => kestrel.Limits.MaxRequestBodySize = 5000);
        await using var connection = await host.ConnectAsync();

        await SendPackedAsync(connection, new string('a', 5001));

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(413);
        host.Log.Errors.ShouldBeEmpty();
    }

    [Theory, BothShapes]
    public async Task Http_logging_sees_both_bodies_and_holds_no_block_back(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, Echo,
            setup =>
            {
                setup.Services = services => services.AddHttpLogging(logging => logging.LoggingFields = HttpLoggingFields.All);
                setup.InFront = application => application.UseHttpLogging();
            });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Content-Type: text/plain", "Content-Length: 10", "", "first");
        await connection.ReceiveHeadAsync();
        (await connection.ReceiveChunkAsync()).ShouldBe("first");
        await connection.SendAsync("later");
        (await connection.ReceiveChunkAsync()).ShouldBe("later");
        (await connection.ReceiveChunkAsync()).ShouldBe("");

        await host.Log.WaitForAsync(record => record.Message.Contains("ResponseBody: firstlater", StringComparison.Ordinal));
        await host.Log.WaitForAsync(record => record.Message.Contains("RequestBody: firstlater", StringComparison.Ordinal));
    }

    private static Task<GatewayHost> StartUnpackingAsync(AppShape shape, Action<KestrelServerOptions>? kestrel = null) =>
        GatewayHost.StartAsync(shape, Answer, setup =>
        {
            setup.Kestrel = kestrel;
            setup.Services = services => services.AddRequestDecompression();
            setup.InFront = application => application.UseRequestDecompression();
        });

    private static async Task SendPackedAsync(RawConnection connection, string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        await connection.SendAsync("POST / HTTP/1.1", "Host: a", $"Content-Length: {packed.Length}", "Content-Encoding: gzip", "", "");
        await connection.SendBytesAsync(packed.ToArray());
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Answer(Environ environ, StartResponse startResponse)
    {
        var text = new StreamReader(environ.Input).ReadToEnd();
        startResponse("200 OK", Blocks.Plain);
        return Body.Text(text);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Echo(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", Blocks.Plain);
        var buffer = new byte[1000];
        int read;
        while ((read = environ.Input.Read(buffer)) > 0)
            yield return buffer.AsMemory(0, read);
    }
}
