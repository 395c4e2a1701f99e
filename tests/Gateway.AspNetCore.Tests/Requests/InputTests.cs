using System.Globalization;
using System.Security.Cryptography;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>wsgi.input where nothing goes wrong.</summary>
public sealed class InputTests
{
    private static readonly string[] Upload = ["POST / HTTP/1.1", "Host: a", "Content-Length: 5", "", "hello"];

    [Fact]
    public async Task A_synchronous_app_reads_synchronously()
    {
        await ShouldEchoAsync((environ, startResponse) =>
        {
            var bytes = new List<byte>();
            for (var next = environ.Input.ReadByte(); next >= 0; next = environ.Input.ReadByte())
                bytes.Add((byte)next);
            startResponse("200 OK", []);
            return Body.Bytes(bytes.ToArray());
        });
    }

    [Fact]
    public async Task Every_way_of_reading_synchronously_works()
    {
        await ShouldEchoAsync((environ, startResponse) =>
        {
            using var copy = new MemoryStream();
            copy.WriteByte((byte)environ.Input.ReadByte());
            var array = new byte[1];
            environ.Input.ReadExactly(array, 0, 1);
            copy.Write(array);
            Span<byte> span = stackalloc byte[1];
            environ.Input.ReadExactly(span);
            copy.Write(span);
            environ.Input.CopyTo(copy);
            startResponse("200 OK", []);
            return Body.Bytes(copy.ToArray());
        });
    }

    [Fact]
    public async Task Two_reads_at_once_are_the_apps_mistake_and_not_the_clients()
    {
        var mistake = new TaskCompletionSource<Exception>();
        await using var host = await GatewayHost.StartAsync(async (environ, startResponse) =>
        {
            var first = environ.Input.ReadAsync(new byte[5]).AsTask();
            mistake.SetResult(await Should.ThrowAsync<InvalidOperationException>(environ.Input.ReadAsync(new byte[5]).AsTask()));
            startResponse("200 OK", []);
            return Body.Text($"{await first}");
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Content-Length: 5", "", "");
        (await mistake.Task.WaitAsync(TestRun.Patience)).Message.ShouldContain("already being read");
        await connection.SendAsync("hello");

        (await connection.ReceiveResponseAsync()).Text.ShouldBe("5");
    }

    [Fact]
    public async Task An_asynchronous_app_reads_asynchronously()
    {
        await using var host = await GatewayHost.StartAsync(async (environ, startResponse) =>
        {
            using var copy = new MemoryStream();
            await environ.Input.CopyToAsync(copy, environ.RequestAborted);
            startResponse("200 OK", []);
            return Body.Bytes(copy.ToArray());
        });
        await ShouldEchoAsync(host);
    }

    [Fact]
    public async Task An_asynchronous_app_may_hand_its_input_to_synchronous_code()
    {
        await using var host = await GatewayHost.StartAsync(async (environ, startResponse) =>
        {
            await Task.Yield();
            using var reader = new StreamReader(environ.Input);
            var text = reader.ReadToEnd();
            startResponse("200 OK", []);
            return Body.Text(text);
        });
        await ShouldEchoAsync(host);
    }

    [Theory, BothShapes]
    public async Task A_chunked_upload_has_no_length_and_ends_where_it_ends(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            environ.ContainsKey("CONTENT_LENGTH").ShouldBeFalse();
            environ.ContentLength.ShouldBeNull();
            environ["wsgi.input_terminated"].ShouldBe(true);
            using var reader = new StreamReader(environ.Input);
            var text = reader.ReadToEnd();
            startResponse("200 OK", []);
            return Body.Text(text);
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "3", "hel", "2", "lo", "0", "", "");

        (await connection.ReceiveResponseAsync()).Text.ShouldBe("hello");
        await connection.ShouldStillServeAsync();
    }

    [Theory]
    [InlineData("GET / HTTP/1.1", "Host: a")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Content-Length: 0")]
    [InlineData("POST / HTTP/1.1", "Host: a")]
    public async Task Without_a_body_the_input_ends_at_once_and_stays_ended(params string[] request)
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            for (var attempt = 0; attempt < 3; attempt++)
                environ.Input.Read(new byte[10], 0, 10).ShouldBe(0);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync([.. request, "", ""]);

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(200);
        await connection.ShouldStillServeAsync();
    }

    [Fact]
    public async Task The_input_never_reads_into_the_next_request()
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            using var copy = new MemoryStream();
            environ.Input.CopyTo(copy);
            environ.Input.Read(new byte[10], 0, 10).ShouldBe(0);
            environ.Input.ReadByte().ShouldBe(-1);
            startResponse("200 OK", []);
            return Body.Bytes(copy.ToArray());
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync([.. Upload[..^1], "helloGET /ok HTTP/1.1", "Host: a", "", ""]);

        (await connection.ReceiveResponseAsync()).Text.ShouldBe("hello");
        (await connection.ReceiveResponseAsync()).Text.ShouldBe("ok");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(90_000)]
    public async Task A_body_nobody_read_does_not_become_the_next_request(int length)
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Text("unread");
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(
            "POST / HTTP/1.1", "Host: a", $"Content-Length: {length}", "", new string('x', length) + "GET /ok HTTP/1.1", "Host: a", "", "");

        (await connection.ReceiveResponseAsync()).Text.ShouldBe("unread");
        (await connection.ReceiveResponseAsync()).Text.ShouldBe("ok");
    }

    [Theory, BothShapes]
    public async Task A_response_does_not_wait_for_a_body_that_never_comes(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Text("without it");
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Content-Length: 5000", "", "ab");

        (await connection.ReceiveResponseAsync()).Text.ShouldBe("without it");
    }

    [Theory, BothShapes]
    public async Task A_megabyte_arrives_unchanged(AppShape shape)
    {
        var upload = RandomNumberGenerator.GetBytes(1 << 20);
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Text(Convert.ToHexString(SHA256.HashData(environ.Input)));
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(
            "POST / HTTP/1.1", "Host: a", "Content-Length: " + upload.Length.ToString(CultureInfo.InvariantCulture), "", "");
        await connection.SendBytesAsync(upload);

        (await connection.ReceiveResponseAsync()).Text.ShouldBe(Convert.ToHexString(SHA256.HashData(upload)));
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_block_can_be_answered_before_the_next_one_is_sent(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, Echo);
        await using var connection = await host.ConnectAsync();
        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Content-Length: 6", "", "one");

        (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        (await connection.ReceiveChunkAsync()).ShouldBe("one");
        await connection.SendAsync("two");
        (await connection.ReceiveChunkAsync()).ShouldBe("two");
        (await connection.ReceiveChunkAsync()).ShouldBe("");

        static IEnumerable<ReadOnlyMemory<byte>> Echo(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            var buffer = new byte[100];
            while (environ.Input.Read(buffer, 0, buffer.Length) is > 0 and var read)
                yield return buffer.AsMemory(0, read);
        }
    }

    [Theory, BothShapes]
    public async Task An_app_that_closes_its_input_harms_nobody(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            environ.Input.Dispose();
            environ.Input.Close();
            startResponse("200 OK", []);
            return Body.Text("closed it");
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(Upload);

        (await connection.ReceiveResponseAsync()).Text.ShouldBe("closed it");
        await connection.ShouldStillServeAsync();
    }

    [Fact]
    public async Task The_input_cannot_be_written_or_sought()
    {
        var environ = await Observed.AsSentAsync(Upload);

        var input = environ["wsgi.input"].ShouldBeAssignableTo<Stream>()!;
        input.CanWrite.ShouldBeFalse();
        input.CanSeek.ShouldBeFalse();
    }

    private static async Task ShouldEchoAsync(GatewayApp app)
    {
        await using var host = await GatewayHost.StartAsync(app);
        await ShouldEchoAsync(host);
    }

    private static async Task ShouldEchoAsync(GatewayHost host)
    {
        await using var connection = await host.ConnectAsync();
        await connection.SendAsync(Upload);
        (await connection.ReceiveResponseAsync()).Text.ShouldBe("hello");
        await connection.ShouldStillServeAsync();
    }
}
