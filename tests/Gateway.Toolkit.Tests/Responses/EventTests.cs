using System.Net.ServerSentEvents;

namespace Gateway.Toolkit.Tests;

/// <summary>Server-sent events (WHATWG HTML, 9.2).</summary>
public class EventTests
{
    [Fact]
    public async Task Each_event_goes_out_as_soon_as_it_is_there()
    {
        var gate = new TaskCompletionSource();
        var client = new GatewayClient(Handler.ToApp(_ => Response.Events(Produce())).Use(Lint.Check));
        await using var response = await client.Open("/");

        response.Headers["Content-Type"].ShouldBe("text/event-stream");
        response.Headers["Cache-Control"].ShouldBe("no-cache");
        var events = SseParser.Create(response.Body).EnumerateAsync().GetAsyncEnumerator();
        (await events.MoveNextAsync()).ShouldBeTrue();
        (events.Current.Data, events.Current.EventType, events.Current.EventId).ShouldBe(("first\nof two lines", "greeting", "1"));
        gate.SetResult();
        (await events.MoveNextAsync()).ShouldBeTrue();
        events.Current.Data.ShouldBe("second");
        (await events.MoveNextAsync()).ShouldBeFalse();

        async IAsyncEnumerable<SseItem<string>> Produce()
        {
            yield return new("first\nof two lines", "greeting") { EventId = "1" };
            await gate.Task;
            yield return new("second");
        }
    }

    [Fact]
    public async Task Data_can_be_JSON()
    {
        var answer = await Hosts.SendAsync(_ => Response.Events(Produce(), TestJson.Default.Point));
        answer.Text.ShouldBe(":\n\ndata: {\"x\":1,\"y\":2}\n\n");

        static async IAsyncEnumerable<SseItem<Point>> Produce()
        {
            await Task.Yield();
            yield return new(new Point(1, 2));
        }
    }

    [Fact]
    public async Task The_stream_is_open_before_there_is_an_event_and_ends_when_the_server_stops()
    {
        using var stopping = new CancellationTokenSource();
        var client = new GatewayClient(Handler.ToApp(_ => Response.Events(Never())).Use(Lint.Check)) { Stopping = stopping.Token };
        await using var response = await client.Open("/");
        var opening = new byte[3];
        await response.Body.ReadExactlyAsync(opening);

        await stopping.CancelAsync();
        (await response.Body.ReadAsync(new byte[1])).ShouldBe(0);

        static async IAsyncEnumerable<SseItem<string>> Never(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            yield return new("never");
        }
    }

    [Fact]
    public async Task HEAD_begins_no_stream()
    {
        var answer = await Hosts.SendAsync(_ => Response.Events(Fail()), "HEAD");
        (answer.Status, answer["Content-Type"]).ShouldBe((200, "text/event-stream"));

        static IAsyncEnumerable<SseItem<string>> Fail() => new FailingEvents();
    }

    private sealed class FailingEvents : IAsyncEnumerable<SseItem<string>>
    {
        public IAsyncEnumerator<SseItem<string>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("Enumerated.");
    }
}
