using System.Globalization;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>An environ belongs to one request: it never shows another, however long somebody keeps it.</summary>
public sealed class EnvironLifetimeTests
{
    private static readonly string[] Keys =
        ["PATH_INFO", "QUERY_STRING", "REQUEST_METHOD", "RAW_URI", "HTTP_X_ID", "CONTENT_TYPE", "CONTENT_LENGTH", "REMOTE_PORT",
            "gateway.raw_headers"];

    [Theory, BothShapes]
    public async Task An_environ_used_after_its_request_fails_clearly_or_is_unchanged(AppShape shape)
    {
        var kept = new List<Environ>();
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            kept.Add(environ);
            if (kept.Count > 1)
                ShouldNotShowAnother(kept[0]);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        await connection.GetAsync("/first?first", "X-Id: first", "Content-Type: first/x");
        await connection.SendAsync(
            "POST /second?second HTTP/1.1", "Host: a", "X-Id: second", "Content-Type: second/x", "Content-Length: 6", "", "second");

        // The second request runs on the same connection, whose objects the server uses again.
        (await connection.ReceiveResponseAsync()).Status.ShouldBe(200);
        ShouldNotShowAnother(kept[0]);
    }

    [Fact]
    public async Task Enumerated_entries_stay_readable()
    {
        Environ? kept = null;
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            environ.Count.ShouldBeGreaterThan(0);
            kept = environ;
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        await connection.GetAsync("/first", "X-Id: first");
        await connection.ShouldStillServeAsync();

        kept!.PathInfo.ShouldBe("/first");
        kept["HTTP_X_ID"].ShouldBe("first");
    }

    [Fact]
    public async Task The_input_never_gives_bytes_of_the_next_request()
    {
        Stream? kept = null;
        var answer = new Answer<string>();
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            if (kept is null)
            {
                kept = environ.Input;
            }
            else
            {
                var buffer = new byte[10];
                try
                {
                    answer.Set(kept.Read(buffer, 0, buffer.Length).ToString(CultureInfo.InvariantCulture));
                }
                catch (Exception error) when (error is ObjectDisposedException or InvalidOperationException or IOException)
                {
                    answer.Set(error.GetType().Name);
                }
            }

            using var reader = new StreamReader(environ.Input);
            var text = reader.ReadToEnd();
            startResponse("200 OK", []);
            return Body.Text(text);
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Content-Length: 5", "", "first");
        (await connection.ReceiveResponseAsync()).Text.ShouldBe("first");
        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Content-Length: 6", "", "second");

        (await connection.ReceiveResponseAsync()).Text.ShouldBe("second");
        (await answer.GetAsync()).ShouldNotBe("6");
    }

    [Fact]
    public async Task A_start_response_that_was_kept_cannot_touch_the_next_response()
    {
        StartResponse? kept = null;
        IBodyWriter? keptWriter = null;
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            if (kept is not null)
            {
                Should.Throw<GatewayContractException>(() => kept("500 Evil", [("X-Evil", "1")]));
                Should.Throw<GatewayContractException>(() => keptWriter!.Write("evil"u8));
            }

            kept ??= startResponse;
            var writer = startResponse("200 OK", []);
            keptWriter ??= writer;
            return Body.Text("good");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("good");
        var second = await connection.GetAsync("/");

        second.Status.ShouldBe(200);
        second.Text.ShouldBe("good");
        second.Has("X-Evil").ShouldBeFalse();
    }

    private static void ShouldNotShowAnother(Environ first)
    {
        foreach (var key in Keys)
        {
            object? value;
            try
            {
                value = first.TryGetValue(key, out var found) ? found : null;
            }
            catch (Exception error) when (error is ObjectDisposedException or InvalidOperationException)
            {
                continue;
            }

            if (value is IReadOnlyList<(string Name, string Value)> headers)
                headers.ShouldAllBe(header => !header.Value.Contains("second"));
            else if (key == "REQUEST_METHOD")
                value.ShouldBeOneOf("GET", null);
            else if (key == "CONTENT_LENGTH")
                value.ShouldBeNull();
            else
                (value as string ?? "").ShouldNotContain("second");
        }
    }
}
