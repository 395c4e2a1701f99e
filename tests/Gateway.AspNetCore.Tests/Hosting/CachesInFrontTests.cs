using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Tests.Hosting;

/// <summary>A cache in front must keep no response that is not whole: it would be everybody's from then on.</summary>
public sealed class CachesInFrontTests
{
    public static TheoryData<AppShape, bool> ShapesAndCaches() => new()
    {
        { AppShape.Sync, true }, { AppShape.Async, true }, { AppShape.Sync, false }, { AppShape.Async, false },
    };

    [Theory, MemberData(nameof(ShapesAndCaches))]
    public async Task A_streamed_response_is_cached_whole(AppShape shape, bool outputCache)
    {
        var calls = 0;
        await using var host = await StartAsync(shape, outputCache, (environ, startResponse) =>
        {
            Interlocked.Increment(ref calls);
            startResponse("200 OK", Cacheable);
            return Blocks.Lazily("one", "two", "three");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("onetwothree");
        (await connection.GetAsync("/")).Text.ShouldBe("onetwothree");
        calls.ShouldBe(1);
    }

    [Theory, MemberData(nameof(ShapesAndCaches))]
    public Task A_response_whose_client_left_in_the_middle_is_not_cached(AppShape shape, bool outputCache) =>
        LeaveAsync(shape, outputCache, "second");

    // An empty block is not sent, so no write fails: the host learns of it from the token alone.
    [Theory, MemberData(nameof(ShapesAndCaches))]
    public Task A_response_whose_client_left_between_two_blocks_is_not_cached(AppShape shape, bool outputCache) =>
        LeaveAsync(shape, outputCache, "");

    [Theory, MemberData(nameof(ShapesAndCaches))]
    public async Task A_response_that_timed_out_in_the_middle_is_not_cached(AppShape shape, bool outputCache)
    {
        var finished = new Signal();
        var calls = 0;
        await using var host = await StartAsync(shape, outputCache,
            (environ, startResponse) =>
            {
                startResponse("200 OK", Cacheable);
                return Interlocked.Increment(ref calls) == 1 ? LeavesOff(environ, "", finished) : Body.Text("whole");
            },
            options => options.Timeouts.Request = TimeSpan.FromMilliseconds(200));
        await using (var first = await host.ConnectAsync())
            (await first.GetAsync("/")).LooksWhole.ShouldBeFalse();
        await finished.WaitAsync(); // Until then, the output cache has others wait for this one.
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("whole");
    }

    [Theory, MemberData(nameof(ShapesAndCaches))]
    public async Task A_response_that_failed_in_the_middle_is_not_cached(AppShape shape, bool outputCache)
    {
        var finished = new Signal();
        var calls = 0;
        await using var host = await StartAsync(shape, outputCache, (environ, startResponse) =>
        {
            startResponse("200 OK", Cacheable);
            return Interlocked.Increment(ref calls) == 1 ? Fails(environ, finished) : Body.Text("whole");
        });
        await using (var first = await host.ConnectAsync())
            (await first.GetAsync("/")).LooksWhole.ShouldBeFalse();
        await finished.WaitAsync();
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("whole");
    }

    private static async Task LeaveAsync(AppShape shape, bool outputCache, string next)
    {
        var finished = new Signal();
        var calls = 0;
        await using var host = await StartAsync(shape, outputCache, (environ, startResponse) =>
        {
            startResponse("200 OK", Cacheable);
            if (Interlocked.Increment(ref calls) > 1)
                return Body.Text("whole");
            return LeavesOff(environ, next, finished);
        });
        await using (var leaving = await host.ConnectAsync())
        {
            await leaving.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
            await leaving.ReceiveHeadAsync();
            (await leaving.ReceiveChunkAsync()).ShouldBe("first");
            leaving.Reset();
        }

        await finished.WaitAsync();
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("whole");
        calls.ShouldBe(2);
        host.Log.Warnings.ShouldBeEmpty("A client that left is no error.");
    }

    private static (string, string)[] Cacheable => [("Content-Type", "text/plain"), ("Cache-Control", "public, max-age=3600")];

    private static IEnumerable<ReadOnlyMemory<byte>> Fails(Environ environ, Signal finished)
    {
        OnFinished(environ, finished);
        yield return Blocks.Of("first");
        throw new InvalidOperationException("on purpose");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> LeavesOff(Environ environ, string next, Signal finished)
    {
        OnFinished(environ, finished);
        yield return Blocks.Of("first");
        environ.RequestAborted.WaitHandle.WaitOne(TestRun.Patience).ShouldBeTrue();
        yield return Blocks.Of(next);
    }

    private static void OnFinished(Environ environ, Signal finished)
    {
        var callbacks = (ICollection<Func<Environ, string?, Exception?, ValueTask>>)environ[EnvironKeys.ResponseFinished]!;
        callbacks.Add((_, _, _) =>
        {
            finished.Set();
            return default;
        });
    }

    private static Task<GatewayHost> StartAsync(AppShape shape, bool outputCache, GatewayApp app, Action<GatewayOptions>? options = null) =>
        GatewayHost.StartAsync(shape, app, setup =>
        {
            setup.Options = options;
            setup.Services = services =>
                services.AddResponseCaching().AddOutputCache(cache => cache.AddBasePolicy(policy => policy.Cache()));
            setup.InFront = application => _ = outputCache ? application.UseOutputCache() : application.UseResponseCaching();
        });
}
