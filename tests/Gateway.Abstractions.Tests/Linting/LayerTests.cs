using Gateway.Fakes;
using static Gateway.Linting.LayerApps;

namespace Gateway.Linting;

/// <summary>The linter outside and inside of middleware: which of them is wrong, and is it told?</summary>
public class LayerTests
{
    private readonly Environ _environ = Environ.ForRequest();

    public static TheoryData<string> BundledPipelines => ["plain", "map", "when", "cascade first", "cascade second", "cascade lazy"];

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Layers_on_layers_change_nothing(int layers)
    {
        var inner = new TrackedBody("a", "b");
        var app = Lint.Check(App(inner));
        for (var layer = 1; layer < layers; layer++)
            app = Lint.Check(app);
        LintHost.Serve(app).Text.ShouldBe("ab");
        inner.TimesClosed.ShouldBe(1);
        inner.EnumeratorsClosed.ShouldBe(1);

        var innerAsync = new TrackedAsyncBody("a", "b");
        var asynchronous = Lint.Check(AsyncApp(innerAsync));
        for (var layer = 1; layer < layers; layer++)
            asynchronous = asynchronous.Use(Lint.Check);
        (await LintHost.ServeAsync(asynchronous)).Text.ShouldBe("ab");
        innerAsync.TimesClosed.ShouldBe(1);
        innerAsync.EnumeratorsClosed.ShouldBe(1);
    }

    [Fact]
    public void Middleware_that_forgets_to_close_is_named()
    {
        var app = App(new TrackedBody("a")).Use(Lint.Check).Use(Forgetful).Use(Lint.Check);

        var error = LintHost.ShouldBreak("body-closed", LintSide.Host, () => RecordedResponse.Run(app, _environ));

        error.Message.ShouldStartWith($"The middleware {nameof(LayerApps)}.{nameof(Forgetful)} broke");
        error.Message.ShouldContain($"the body of {nameof(LayerApps)}.{nameof(App)}.");
        LintHost.ErrorsOf(_environ).ShouldContain(error.Message);
    }

    [Fact]
    public async Task Asynchronous_middleware_too()
    {
        var app = AsyncApp(new TrackedAsyncBody("a")).Use(Lint.Check).Use(ForgetfulAsync).Use(Lint.Check);

        var error = await LintHost.ShouldBreakAsync("body-closed", LintSide.Host, () => RecordedResponse.RunAsync(app, _environ), _environ);

        error.Message.ShouldStartWith($"The middleware {nameof(LayerApps)}.{nameof(ForgetfulAsync)} broke");
    }

    [Fact]
    public void An_iterator_must_be_closed_like_anything_else()
    {
        var app = ((GatewayApp)Generator).Use(Lint.Check).Use(Forgetful).Use(Lint.Check);

        LintHost.ShouldBreak("body-closed", LintSide.Host, () => RecordedResponse.Run(app, _environ))
            .Message.ShouldContain($"{nameof(LayerApps)}.{nameof(Generator)}.");
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("pushed")]
    [InlineData("stream")]
    public async Task Nor_does_a_body_of_its_own_excuse_it(string kind)
    {
        var app = App(new TrackedBody("a")).Use(Lint.Check).Use(Replace).Use(Lint.Check);

        await LintHost.ShouldBreakAsync("body-closed", LintSide.Host, () => Task.FromResult(LintHost.Serve(app, _environ)), _environ);

        GatewayApp Replace(GatewayApp inner) => (environ, start) =>
        {
            inner(environ, start);
            return kind switch
            {
                "memory" => Body.Text("b"),
                "pushed" => Body.Write((_, _) => Task.CompletedTask),
                _ => Body.Stream(new MemoryStream([1])),
            };
        };
    }

    [Fact]
    public void A_body_that_is_replaced_and_closed_passes()
    {
        var inner = new TrackedBody("a");
        var app = App(inner).Use(Lint.Check).Use(Replace).Use(Lint.Check);

        LintHost.Serve(app, _environ).Text.ShouldBe("b");
        inner.TimesClosed.ShouldBe(1);

        static GatewayApp Replace(GatewayApp app) => (environ, start) =>
        {
            (app(environ, start) as IDisposable)?.Dispose();
            return Body.Text("b");
        };
    }

    [Fact]
    public void A_list_has_nothing_to_close()
    {
        var app = App([Blocks.Of("a"), Blocks.Of("b")]).Use(Lint.Check).Use(Forgetful).Use(Lint.Check);

        LintHost.Serve(app).Text.ShouldBe("ab");
    }

    [Fact]
    public void Middleware_that_fails_still_has_to_close_and_its_own_exception_is_what_is_thrown()
    {
        var app = App(new TrackedBody("a")).Use(Lint.Check).Use(Fail).Use(Lint.Check);

        Should.Throw<FormatException>(() => RecordedResponse.Run(app, _environ));
        LintHost.ErrorsOf(_environ).ShouldContain("body-closed");

        static GatewayApp Fail(GatewayApp app) => (environ, start) =>
        {
            app(environ, start);
            throw new FormatException();
        };
    }

    [Fact]
    public void Middleware_may_not_enumerate_inside_its_call()
    {
        var app = App(new TrackedBody("a", "b")).Use(Lint.Check).Use(Buffer).Use(Lint.Check);

        LintHost.ShouldBreak("not-inside-the-call", LintSide.Host, () => RecordedResponse.Run(app, _environ))
            .Message.ShouldStartWith($"The middleware {nameof(LayerApps)}.{nameof(Buffer)} broke");
    }

    [Fact]
    public void Middleware_may_not_read_a_stream_inside_its_call()
    {
        var app = App(Body.Stream(new MemoryStream([1, 2]))).Use(Lint.Check).Use(Buffer).Use(Lint.Check);

        LintHost.ShouldBreak("not-inside-the-call", LintSide.Host, () => RecordedResponse.Run(app, _environ));
    }

    [Fact]
    public async Task Middleware_may_not_read_a_stream_inside_its_call_asynchronously()
    {
        var app = AsyncApp(new TrackedAsyncBody("a")).Use(Lint.Check).Use(BufferAsync).Use(Lint.Check);

        await LintHost.ShouldBreakAsync("not-inside-the-call", LintSide.Host, () => RecordedResponse.RunAsync(app, _environ), _environ);
    }

    [Fact]
    public void Unless_the_status_is_not_known_and_then_only_to_the_first_block()
    {
        var app = ((GatewayApp)Generator).Use(Lint.Check).Use(Buffer).Use(Lint.Check);

        LintHost.ShouldBreak("not-inside-the-call", LintSide.Host, () => RecordedResponse.Run(app, _environ));
        ((GatewayApp)OneBlock).Use(Lint.Check).Use(Peek).Use(Lint.Check)(_environ, new RecordedResponse().Start);

        static GatewayApp Peek(GatewayApp app) => (environ, start) =>
        {
            using var blocks = app(environ, start).GetEnumerator();
            blocks.MoveNext().ShouldBeTrue();
            return new SelfEnumeratingBody();
        };

        static IEnumerable<ReadOnlyMemory<byte>> OneBlock(Environ environ, StartResponse start)
        {
            start("200 OK", LintHost.Text);
            yield return Blocks.Of("a");
        }
    }

    [Fact]
    public void Middleware_yields_a_block_for_each_it_takes()
    {
        var app = App(new TrackedBody("a", "b")).Use(Lint.Check).Use(Merge(yieldsEmpty: false)).Use(Lint.Check);
        LintHost.ShouldBreak("block-for-block", LintSide.Host, () => RecordedResponse.Run(app, _environ))
            .Message.ShouldContain(nameof(Merge));

        app = App(new TrackedBody("a", "b")).Use(Lint.Check).Use(Merge(yieldsEmpty: true)).Use(Lint.Check);
        LintHost.Serve(app).Text.ShouldBe("ab");
    }

    [Fact]
    public void What_the_app_behind_it_got_wrong_is_not_the_middlewares()
    {
        var app = App(Body.Text("abc"), ("Content-Length", "2")).Use(Lint.Check).Use(Pass).Use(Lint.Check);

        LintHost.ShouldBreak("content-length-exact", LintSide.App, () => RecordedResponse.Run(app, _environ))
            .Message.ShouldStartWith($"The app {nameof(LayerApps)}.{nameof(App)} broke");
    }

    [Fact]
    public void What_the_middleware_got_wrong_is_not_the_apps()
    {
        var app = App(Body.Text("abc"), ("Content-Length", "3")).Use(Lint.Check).Use(Lengthen).Use(Lint.Check);

        LintHost.ShouldBreak("content-length-exact", LintSide.App, () => RecordedResponse.Run(app, _environ))
            .Message.ShouldStartWith($"The middleware {nameof(LayerApps)}.{nameof(Lengthen)} broke");
    }

    [Fact]
    public async Task A_lifted_app_keeps_its_name() =>
        (await LintHost.ShouldBreakAsync("start-response-first", LintSide.App,
            () => RecordedResponse.RunAsync(((GatewayApp)Silent).ToAsync().Use(Lint.Check), _environ)))
            .Message.ShouldStartWith($"The app {nameof(LayerApps)}.{nameof(Silent)} broke");

    [Fact]
    public void An_app_that_is_an_object_is_named_by_its_type() =>
        LintHost.ShouldBreak("start-response-first", LintSide.App, () => RecordedResponse.Run(Lint.Check(new SilentApp().Answer), _environ))
            .Message.ShouldStartWith($"The app {nameof(LayerApps)}.{nameof(SilentApp)}.{nameof(SilentApp.Answer)} broke");

    [Theory]
    [MemberData(nameof(BundledPipelines))]
    public async Task The_pipelines_own_middleware_keeps_the_rules(string kind)
    {
        var found = new TrackedAsyncBody("a", "b");
        var lost = new TrackedAsyncBody("c");
        StartResponse? start = null;
        var lazy = new TrackedAsyncBody("", "a", "b") { OnFirstBlock = () => start!("200 OK", LintHost.Text) };
        AsyncGatewayApp ok = Lint.Check(AsyncApp(found));
        AsyncGatewayApp missing = Lint.Check(AsyncApp(lost, "404 Not Found"));
        AsyncGatewayApp late = Lint.Check((AsyncGatewayApp)((_, startResponse) =>
        {
            start = startResponse;
            return new(lazy);
        }));
        var pipeline = new GatewayPipeline().Use(Lint.Check);
        pipeline = kind switch
        {
            "plain" => pipeline.Run(ok),
            "map" => pipeline.Map("/a", ok),
            "when" => pipeline.When(_ => true, branch => branch.Use(Lint.Check)).Run(ok),
            "cascade first" => pipeline.Cascade(ok, missing),
            "cascade second" => pipeline.Cascade(missing, ok),
            _ => pipeline.Cascade(missing, late),
        };
        var environ = Environ.ForRequest("GET", "/a");

        (await LintHost.ServeAsync(pipeline.Build(), environ)).Text.ShouldBe("ab");

        LintHost.ErrorsOf(environ).ShouldBe("");
    }

    [Fact]
    public async Task Requests_at_the_same_time_do_not_mix()
    {
        var app = AsyncApp(null).Use(Lint.Check).Use(app => async (environ, start) =>
        {
            await Task.Yield();
            return await app(environ, start);
        }).Use(Lint.Check);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => LintHost.ServeAsync(app)));
    }
}
