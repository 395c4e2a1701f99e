using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>What goes wrong while a body is read, and is not the body's fault.</summary>
public sealed class InputFailureOfTheAppTests
{
    [Fact]
    public async Task A_failure_of_the_apps_own_stream_is_not_the_clients()
    {
        var caught = new Answer<Exception?>();
        await using var host = await GatewayHost.StartAsync(async (environ, startResponse) =>
        {
            caught.Set(await Record.ExceptionAsync(() => environ.Input.CopyToAsync(new FullDisk())));
            startResponse("507 Insufficient Storage", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Content-Length: 5", "", "hello");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(507);
        var error = (await caught.GetAsync()).ShouldBeOfType<IOException>();
        error.Message.ShouldBe(FullDisk.Message);
        await connection.ShouldStillServeAsync();
    }

    [Fact]
    public async Task A_read_that_the_app_cancels_is_not_a_failure_of_the_body()
    {
        await using var host = await GatewayHost.StartAsync(async (environ, startResponse) =>
        {
            var buffer = new byte[10];
            await Should.ThrowAsync<OperationCanceledException>(
                async () => _ = await environ.Input.ReadAtLeastAsync(buffer, 1, cancellationToken: new CancellationToken(canceled: true)));
            using var reader = new StreamReader(environ.Input);
            var text = await reader.ReadToEndAsync();
            startResponse("200 OK", []);
            return Body.Text(text);
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Content-Length: 5", "", "hello");

        var response = await connection.ReceiveResponseAsync();
        response.Status.ShouldBe(200);
        response.Text.ShouldBe("hello");
        await connection.ShouldStillServeAsync();
    }

    /// <summary>Where an app stores an upload.</summary>
    private sealed class FullDisk : MemoryStream
    {
        public const string Message = "No space left on device";

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException(Message);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            throw new IOException(Message);
    }
}
