using System.IO.Pipelines;
using System.Text;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>Body.Write: the app pushes, and every rule of a body still holds.</summary>
public sealed class PushedBodyTests
{
    [Theory, BothShapes]
    public async Task Each_flush_reaches_the_client(AppShape shape)
    {
        var mayGoOn = new Signal();
        await using var host = await StartAsync(shape, async (writer, aborted) =>
        {
            await writer.WriteAsync("one"u8.ToArray(), aborted);
            await mayGoOn.WaitAsync();
            writer.Write("two");
            await writer.FlushAsync(aborted);
            await writer.AsStream().WriteAsync("three"u8.ToArray(), aborted);
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        (await connection.ReceiveTextAsync(8)).ShouldBe("3\r\none\r\n");
        mayGoOn.Set();
        (await connection.ReceiveChunkAsync()).ShouldBe("two");
        (await connection.ReceiveChunkAsync()).ShouldBe("three");
        (await connection.ReceiveChunkAsync()).ShouldBe("");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task Bytes_that_were_not_flushed_are_sent_at_the_end(AppShape shape)
    {
        await using var host = await StartAsync(shape, (writer, _) =>
        {
            writer.Write("unflushed");
            return Task.CompletedTask;
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("unflushed");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_pushed_body_without_bytes_is_an_empty_body(AppShape shape)
    {
        await using var host = await StartAsync(shape, (_, _) => Task.CompletedTask);
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Header("Content-Length").ShouldBe("0");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task Completing_the_writer_is_harmless(AppShape shape)
    {
        await using var host = await StartAsync(shape, async (writer, aborted) =>
        {
            await writer.WriteAsync("done"u8.ToArray(), aborted);
            await writer.CompleteAsync();
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("done");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task More_than_content_length_is_not_sent(AppShape shape)
    {
        await using var host = await StartAsync(shape, async (writer, aborted) =>
        {
            await writer.WriteAsync("he"u8.ToArray(), aborted);
            await writer.WriteAsync("llo"u8.ToArray(), aborted);
        }, ("Content-Length", "3"));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("hel");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_pushed_body_shorter_than_its_content_length_is_visible(AppShape shape)
    {
        await using var host = await StartAsync(
            shape, async (writer, aborted) => await writer.WriteAsync("he"u8.ToArray(), aborted), ("Content-Length", "3"));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).LooksWhole.ShouldBeFalse();
        await host.Log.WaitForErrorAsync();
    }

    [Theory, BothShapes]
    public async Task Head_sends_nothing_of_a_pushed_body_and_ends(AppShape shape)
    {
        await using var host = await StartAsync(shape, PushEndlessly);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("HEAD / HTTP/1.1", "Host: a", "", "");

        (await connection.ReceiveResponseAsync("HEAD")).Status.ShouldBe(200);
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task Start_response_may_be_called_by_the_callback(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) => Body.Write(async (writer, aborted) =>
        {
            startResponse("202 Accepted", []);
            await writer.WriteAsync("late"u8.ToArray(), aborted);
        }));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(202);
        response.Text.ShouldBe("late");
    }

    [Theory, BothShapes]
    public async Task A_callback_without_start_response_is_a_500(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
            Body.Write(async (writer, aborted) => await writer.WriteAsync("leaked"u8.ToArray(), aborted)));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(500);
        response.Text.ShouldNotContain("leaked");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_client_that_leaves_stops_a_pushed_body(AppShape shape)
    {
        var ended = new Signal();
        await using var host = await StartAsync(shape, async (writer, aborted) =>
        {
            try
            {
                await PushEndlessly(writer, aborted);
            }
            finally
            {
                ended.Set();
            }
        });
        var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        connection.Reset();

        await ended.WaitAsync();
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    private static async Task PushEndlessly(PipeWriter writer, CancellationToken aborted)
    {
        var block = new byte[1024];
        while (!(await writer.WriteAsync(block, aborted)).IsCompleted)
            aborted.ThrowIfCancellationRequested();
    }

    private static Task<GatewayHost> StartAsync(AppShape shape, Func<PipeWriter, CancellationToken, Task> write,
        params (string, string)[] headers) => GatewayHost.StartAsync(shape, (environ, startResponse) =>
    {
        startResponse("200 OK", headers);
        return Body.Write(write);
    });
}

internal static class PipeWriterText
{
    public static void Write(this PipeWriter writer, string text)
    {
        var count = Encoding.UTF8.GetBytes(text, writer.GetSpan(text.Length * 3));
        writer.Advance(count);
    }
}
