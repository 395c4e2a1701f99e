using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Python.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Python.Tests.Endurance;

/// <summary>Mixed requests while workers are killed, reloaded and recycled.</summary>
[Requires(Support.Python.Program)]
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Clients = 8;
    private const int LeastRounds = 10;
    private const int Between = 150; // Requests from one event to the next.

    private static readonly int Requests = Length.Of(usual: 3000, whole: 100_000);

    private readonly ConcurrentQueue<string> _wrong = [];
    private int _asked;
    private int _served;
    private int _rounds;
    private int _lost;

    [RequiringFact]
    public async Task No_response_is_wrong_while_workers_are_killed_reloaded_and_recycled()
    {
        var log = new ConcurrentQueue<PythonLogEntry>();
        var options = Support.Python.Options(log);
        (options.Workers, options.MaxRequests) = (2, 400);
        await using var app = new PythonApp("behaviour:plain", options);
        await app.StartAsync();

        using var events = new CancellationTokenSource();
        var disturbances = DisturbAsync(app, events.Token);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            // A fast machine has served them all before enough has happened.
            while (Interlocked.Increment(ref _asked) is var index && (index <= Requests || Volatile.Read(ref _rounds) < LeastRounds))
            {
                await AskAsync(new GatewayClient(app), index);
                Interlocked.Increment(ref _served);
            }
        }));
        await events.CancelAsync();
        var (kills, reloads) = await disturbances;

        var recycled = log.Count(entry => entry.Message.Contains("is replaced by worker", StringComparison.Ordinal));
        var happened = $"{kills} kills, {reloads} reloads, {recycled} recycled";
        output.WriteLine($"Soak: {_served} requests, {happened}: {_lost} lost, {_wrong.Count} wrong.");
        _wrong.ShouldBeEmpty();
        _lost.ShouldBeLessThanOrEqualTo(kills, "a kill loses the one request that its worker serves");
        kills.ShouldBeGreaterThan(0);
        reloads.ShouldBeGreaterThan(0);
    }

    // A request may be tried on another worker once, so the next kill waits until all that this one met have ended.
    private async Task<(int Kills, int Reloads)> DisturbAsync(PythonApp app, CancellationToken stop)
    {
        var (kills, reloads) = (0, 0);
        for (var round = 1; ; round++)
        {
            Volatile.Write(ref _rounds, round - 1);
            var due = Volatile.Read(ref _served) + Between;
            await Eventually.IsTrue(() =>
                stop.IsCancellationRequested || (Volatile.Read(ref _served) >= due && app.ProcessIds.Count == 2));
            if (stop.IsCancellationRequested)
                return (kills, reloads);
            if (round % 5 == 0)
            {
                await app.ReloadAsync();
                reloads++;
            }
            else if (app.ProcessIds is [var process, ..])
            {
                Processes.Kill(process);
                kills++;
            }
        }
    }

    private async Task AskAsync(GatewayClient client, int index)
    {
        try
        {
            var request = (index % 6) switch
            {
                0 => ExpectAsync(client.Get("/hello"), response => response.Text == "Hello World!"),
                1 => EchoAsync(client, index),
                2 => ExpectAsync(client.Get("/several_blocks"), response => response.Text == "one two three"),
                3 => ExpectAsync(client.Get($"/environ_json?{index}"), response => QueryOf(response) == $"{index}"),
                4 => ExpectAsync(client.Get("/file"), response => response.Bytes.Length == 499_990),
                _ => ExpectAsync(client.Get("/many_bytes?3"), response => response.Bytes.Length == 3 * 65536),
            };
            await request;
        }
        catch (ResponseAbortedException)
        {
            Interlocked.Increment(ref _lost); // The worker died in the middle of the response, and the client can tell.
        }
        catch (Exception error)
        {
            _wrong.Enqueue($"{index}: {error.GetType().Name}: {error.Message}");
        }
    }

    private async Task EchoAsync(GatewayClient client, int index)
    {
        var body = RandomNumberGenerator.GetBytes(1 + (index * 7919 % 100_000));
        await ExpectAsync(client.Post("/echo", body), response => response.Bytes.Span.SequenceEqual(body));
    }

    private async Task ExpectAsync(Task<GatewayResponse> request, Func<GatewayResponse, bool> isRight)
    {
        var response = await request;
        if (response.StatusCode == 502)
            Interlocked.Increment(ref _lost); // A POST, or a GET of whose response a part had come from the worker.
        else if (response.StatusCode != 200 || !isRight(response))
            _wrong.Enqueue($"{response.Status}: {response.Text[..Math.Min(200, response.Text.Length)]}");
    }

    private static string? QueryOf(GatewayResponse response) =>
        JsonDocument.Parse(response.Bytes).RootElement.GetProperty("QUERY_STRING").GetString();
}
