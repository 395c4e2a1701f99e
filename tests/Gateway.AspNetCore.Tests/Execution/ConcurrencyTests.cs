using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Execution;

/// <summary>One app, many requests at once: nothing of one is ever seen in another.</summary>
public sealed class ConcurrencyTests
{
    [Theory, BothShapes]
    public async Task Two_hundred_requests_at_once_each_get_their_own_answer(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, Echo);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(async client =>
        {
            await using var connection = await host.ConnectAsync();
            for (var request = 0; request < 5; request++)
            {
                var id = $"{client}-{request}";
                await connection.SendAsync($"POST /{id} HTTP/1.1", "Host: a", $"X-Id: {id}", $"Content-Length: {id.Length}", "", id);
                var response = await connection.ReceiveResponseAsync();
                response.Header("X-Id").ShouldBe(id);
                response.Text.ShouldBe($"/{id} {id} {id}");
            }
        }));
    }

    [Theory, BothShapes]
    public async Task Streams_of_one_http_2_connection_each_get_their_own_response(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, Echo, setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            var id = $"{number}";
            using var response = await client.SendAsync($"/{id}", request =>
            {
                request.Method = HttpMethod.Post;
                request.Headers.Add("X-Id", id);
                request.Content = new StringContent(id);
            });
            (await response.Content.ReadAsStringAsync()).ShouldBe($"/{id} {id} {id}");
        }));
    }

    [Theory, BothShapes]
    public async Task Requests_run_at_the_same_time_as_multithread_says(AppShape shape)
    {
        using var together = new Barrier(2);
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            environ["wsgi.multithread"].ShouldBe(true);
            startResponse(together.SignalAndWait(TestRun.Patience) ? "200 OK" : "500 Alone", []);
            return Body.Empty;
        });
        await using var first = await host.ConnectAsync();
        await using var second = await host.ConnectAsync();

        var responses = await Task.WhenAll(first.GetAsync("/"), second.GetAsync("/"));

        responses.ShouldAllBe(response => response.Status == 200);
    }

    [Theory, BothShapes]
    public async Task An_async_local_of_one_request_is_not_seen_in_the_next(AppShape shape)
    {
        var local = new AsyncLocal<string?>();
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            var seen = local.Value;
            local.Value = environ.PathInfo;
            startResponse("200 OK", []);
            return Body.Text(seen ?? "nothing");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/first")).Text.ShouldBe("nothing");
        (await connection.GetAsync("/second")).Text.ShouldBe("nothing");
    }

    [Theory, BothShapes]
    public async Task Pipelined_answers_stay_paired_with_their_requests_when_one_fails(AppShape shape)
    {
        const int Requests = 1000;
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            if (environ.PathInfo == "/500")
                throw new InvalidOperationException("on purpose");
            startResponse("200 OK", []);
            return Body.Text(environ.PathInfo);
        });
        await using var connection = await host.ConnectAsync();

        var sending = connection.SendAsync(
            [.. Enumerable.Range(0, Requests).SelectMany(number => new[] { $"GET /{number} HTTP/1.1", "Host: a", "" }), ""]);

        for (var number = 0; number < Requests; number++)
        {
            var response = await connection.ReceiveResponseAsync();
            response.Status.ShouldBe(number == 500 ? 500 : 200);
            if (number != 500)
                response.Text.ShouldBe($"/{number}");
        }

        await sending;
    }

    [Theory, BothShapes]
    public async Task The_request_after_a_malformed_one_is_never_run(AppShape shape)
    {
        var calls = 0;
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            Interlocked.Increment(ref calls);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host : a", "", "GET /second HTTP/1.1", "Host: a", "", "");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
        (await connection.ReceiveToEndAsync()).Bytes.ShouldBeEmpty();
        await host.StopAsync();
        calls.ShouldBe(0);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Echo(Environ environ, StartResponse startResponse)
    {
        var id = environ.Header("X-Id")!;
        startResponse("200 OK", [("X-Id", id)]);
        yield return Blocks.Of(environ.PathInfo + " ");
        yield return Blocks.Of((string)environ["HTTP_X_ID"]! + " ");
        using var reader = new StreamReader(environ.Input);
        yield return Blocks.Of(reader.ReadToEnd());
    }
}
