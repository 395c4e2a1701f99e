using System.Globalization;
using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Gateway.AspNetCore.Tests.Execution;

/// <summary>What an app does to the context it runs in stays its own, though no method awaits between it and the server.</summary>
public sealed class ExecutionContextTests
{
    private static readonly AsyncLocal<string?> Note = new();

    [Theory, BothShapes]
    public async Task Culture_and_async_locals_that_an_app_sets_are_not_seen_in_front_of_it_or_by_the_next_request(AppShape shape)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        var (front, before) = (new List<bool>(), new List<bool>());
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                before.Add(IsTouched());
                Note.Value = "the app's";
                CultureInfo.CurrentCulture = culture;
                startResponse("200 OK", []);
                return Body.Text("done");
            },
            setup => setup.InFront = application => application.Use((context, next) =>
            {
                var call = next(context);
                front.Add(IsTouched());
                return call;
            }));
        await using var connection = await host.ConnectAsync();

        for (var request = 0; request < 3; request++)
            (await connection.GetAsync("/")).Text.ShouldBe("done");

        before.ShouldBe([false, false, false]);
        front.ShouldBe([false, false, false]);

        bool IsTouched() => Note.Value is not null || ReferenceEquals(CultureInfo.CurrentCulture, culture);
    }

    [Theory, BothShapes]
    public async Task The_app_sees_what_was_set_in_front_of_it(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return Body.Text(Note.Value ?? "nothing");
            },
            setup => setup.InFront = application => application.Use((context, next) =>
            {
                Note.Value = "from the front";
                return next(context);
            }));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("from the front");
    }

    [Theory, BothShapes]
    public async Task What_an_app_sets_before_it_throws_is_not_seen_in_front_of_it(AppShape shape)
    {
        var front = new List<string?>();
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                Note.Value = "the app's";
                throw new InvalidOperationException("on purpose");
            },
            setup => setup.InFront = application => application.Use((context, next) =>
            {
                var call = next(context); // The failure is the task's: nothing is thrown here.
                front.Add(Note.Value);
                return call;
            }));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(500);

        front.ShouldBe([null]);
    }

    [Fact]
    public async Task A_synchronous_app_that_throws_leaves_the_thread_to_the_next_call()
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            if (environ.PathInfo == "/fail")
                throw new InvalidOperationException("on purpose");
            startResponse("200 OK", []);
            return Body.Text(Thread.CurrentThread.IsThreadPoolThread ? "inline" : "on a thread of its own");
        });
        await using var connection = await host.ConnectAsync();

        for (var call = 0; call <= Environment.ProcessorCount; call++)
            (await connection.GetAsync("/fail")).Status.ShouldBe(500);

        (await connection.GetAsync("/")).Text.ShouldBe("inline");
    }

    [Theory, BothShapes]
    public async Task A_suppressed_execution_context_flow_works(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return Body.Text("done");
            },
            setup => setup.InFront = application => application.Use((context, next) =>
            {
                using (ExecutionContext.SuppressFlow())
                    return next(context);
            }));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("done");
    }
}
