using Gateway.Fakes;

namespace Gateway.Linting;

/// <summary>One deliberately wrong app for each rule, in both shapes.</summary>
public class AppRuleTests
{
    private static readonly Dictionary<string, (string Rule, string Method, GatewayApp App)> WrongApps = new()
    {
        ["no body"] = ("body-given", "GET", Ok(_ => null!)),
        ["start_response twice"] = ("start-response-once", "GET", Ok(start => Twice(start))),
        ["start_response again after it failed"] = ("start-response-once", "GET", (_, start) =>
        {
            Should.Throw<LintException>(() => start("200", []));
            return Twice(start);
        }),
        ["no start_response, empty body"] = ("start-response-first", "GET", (_, _) => Body.Empty),
        ["no start_response, one block"] = ("start-response-first", "GET", (_, _) => Body.Text("a")),
        ["no start_response, list"] = ("start-response-first", "GET", (_, _) => [Blocks.Of("a")]),
        ["no start_response, empty list"] = ("start-response-first", "GET", (_, _) => []),
        ["start_response too late"] = ("start-response-first", "GET", StartTooLate),
        ["start_response failed and went on"] = ("start-response-first", "GET", (_, start) =>
        {
            Should.Throw<LintException>(() => start("200 OK", [("a b", "")]));
            return Body.Empty;
        }),
        ["status without reason"] = ("status-valid", "GET", Start("200")),
        ["status without a space"] = ("status-valid", "GET", Start("200OK")),
        ["status with a line end"] = ("status-valid", "GET", Start("200 OK\r\nX: y")),
        ["status 100"] = ("status-valid", "GET", Start("100 Continue")),
        ["status null"] = ("status-valid", "GET", Start(null!)),
        ["header list null"] = ("headers-valid", "GET", (_, start) => Empty(start("200 OK", null!))),
        ["header name with a colon"] = ("headers-valid", "GET", Start("200 OK", ("X:", "a"))),
        ["header name with a line end"] = ("headers-valid", "GET", Start("200 OK", ("X\n", "a"))),
        ["header Status"] = ("headers-valid", "GET", Start("200 OK", ("Status", "200"))),
        ["header value with a control character"] = ("headers-valid", "GET", Start("200 OK", ("X", "a\u0001"))),
        ["header value null"] = ("headers-valid", "GET", Start("200 OK", ("X", null!))),
        ["hop-by-hop header"] = ("headers-valid", "GET", Start("200 OK", ("Transfer-Encoding", "chunked"))),
        ["two lengths"] = ("headers-valid", "GET", Start("200 OK", ("Content-Length", "1"), ("Content-Length", "1"))),
        ["bad length"] = ("headers-valid", "GET", Start("200 OK", ("Content-Length", "+1"))),
        ["memory body too long"] = ("content-length-exact", "GET", Sized(2, _ => Body.Text("abc"))),
        ["memory body too short"] = ("content-length-exact", "GET", Sized(4, _ => Body.Text("abc"))),
        ["memory body too long for HEAD"] = ("content-length-exact", "HEAD", Sized(2, _ => Body.Text("abc"))),
        ["blocks too long"] = ("content-length-exact", "GET", Sized(3, _ => [Blocks.Of("ab"), Blocks.Of("cd")])),
        ["blocks too short"] = ("content-length-exact", "GET", Sized(5, _ => [Blocks.Of("ab"), Blocks.Of("cd")])),
        ["stream too long"] = ("content-length-exact", "GET", Sized(2, _ => Body.Stream(new TrackedStream([1, 2, 3], isSeekable: false)))),
        ["stream too short"] = ("content-length-exact", "GET", Sized(4, _ => Body.Stream(new MemoryStream([1, 2, 3])))),
        ["file too short"] = ("content-length-exact", "GET", Sized(1_000_000_000, _ => Body.File(typeof(AppRuleTests).Assembly.Location))),
        ["pushed too long"] = ("content-length-exact", "GET", Sized(2, _ => Push("abc"))),
        ["pushed too short"] = ("content-length-exact", "GET", Sized(4, _ => Push("abc"))),
        ["write too long"] = ("content-length-exact", "GET", (_, start) =>
        {
            start("200 OK", [.. LintHost.Text, ("Content-Length", "2")]).Write("abc"u8);
            return Body.Empty;
        }),
        ["write and body too long"] = ("content-length-exact", "GET", (_, start) =>
        {
            start("200 OK", [.. LintHost.Text, ("Content-Length", "4")]).Write("abc"u8);
            return Body.Text("de");
        }),
        ["body for 204"] = ("bodiless-status", "GET", Start("204 No Content", Body.Text("a"))),
        ["body for 304"] = ("bodiless-status", "GET", Start("304 Not Modified", [Blocks.Of("a")])),
        ["pushed body for 205"] = ("bodiless-status", "GET", Start("205 Reset Content", Push("a"))),
        ["write inside the body"] = ("write-before-body", "GET", WriteInside),
        ["count too high"] = ("count-true", "GET", Ok(_ => new Miscounted(2, "a"))),
        ["count too low"] = ("count-true", "GET", Ok(_ => new Miscounted(1, "a", "b"))),
        ["closed stream"] = ("stream-open", "GET", Ok(_ =>
        {
            using var stream = new MemoryStream([1]);
            return Body.Stream(stream);
        })),
        ["missing file"] = ("file-there", "GET", Ok(_ => MissingFile())),
        ["WebSocket that nobody asked for"] =
            ("websocket-asked-for", "GET", (_, _) => new WebSocketHandshake([]).Accept((_, _) => Task.CompletedTask)),
    };

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var name in WrongApps.Keys)
            {
                cases.Add(name, false);
                cases.Add(name, true);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_wrong_app_is_told_which_rule_it_broke(string name, bool isAsync)
    {
        var (rule, method, app) = WrongApps[name];
        var environ = Environ.ForRequest(method);

        var error = await LintHost.ShouldBreakAsync(rule, LintSide.App, () => LintHost.RunAsync(app, isAsync, environ), environ);

        error.Message.ShouldStartWith($"The app {nameof(AppRuleTests)}.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mistakes_in_the_call_surface_in_the_apps_own_frame(bool isAsync)
    {
        LintException? seen = null;

        await LintHost.RunAsync(
            (_, start) =>
            {
                seen = Should.Throw<LintException>(() => start("OK", []));
                start("500 Oops", LintHost.Text, seen);
                return Body.Text("x");
            },
            isAsync);

        seen!.InnerException.ShouldBeOfType<GatewayContractException>();
        seen.ShouldBeAssignableTo<GatewayContractException>();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_start_with_an_exception_replaces_the_first(bool isAsync)
    {
        var error = new InvalidOperationException("a");

        var response = await LintHost.RunAsync(
            (_, start) =>
            {
                start("200 OK", [.. LintHost.Text, ("Content-Length", "100")]);
                start("500 Oops", LintHost.Text, error);
                return Body.Text("x");
            },
            isAsync);

        response.Status.ShouldBe("500 Oops");
        response.Calls[1].Exception.ShouldBeSameAs(error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_exception_that_came_too_late_must_pass(bool isAsync)
    {
        var environ = Environ.ForRequest();
        IEnumerable<ReadOnlyMemory<byte>> Swallow(StartResponse start)
        {
            start("200 OK", LintHost.Text);
            yield return Blocks.Of("a");
            try
            {
                start("500 Oops", [], new InvalidOperationException("late"));
            }
            catch (InvalidOperationException error) when (error.Message == "late")
            {
            }

            yield return Blocks.Of("b");
        }

        // A host that has sent its head throws the exception again.
        var sent = false;
        var app = isAsync ? Lint.Check(((GatewayApp)((_, start) => Swallow(start))).ToAsync())
            : Lint.Check((GatewayApp)((_, start) => Swallow(start))).ToAsync();
        await LintHost.ShouldBreakAsync("exception-passes", LintSide.App, async () =>
        {
            var body = await app(environ, (_, _, exception) => exception is not null && sent ? throw exception : new RecordedResponse());
            await foreach (var _ in body)
                sent = true;
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_comes_after_the_end(bool isAsync)
    {
        StartResponse? kept = null;
        IBodyWriter? write = null;
        System.IO.Pipelines.PipeWriter? writer = null;
        var environ = Environ.ForRequest();

        await LintHost.RunAsync(
            (_, start) =>
            {
                kept = start;
                write = start("200 OK", LintHost.Text);
                return Body.Write((pipe, _) =>
                {
                    writer = pipe;
                    return Task.CompletedTask;
                });
            },
            isAsync,
            environ);

        LintHost.ShouldBreak("nothing-after-end", LintSide.App, () => kept!("200 OK", []));
        LintHost.ShouldBreak("nothing-after-end", LintSide.App, () => write!.Write("a"u8));
        LintHost.ShouldBreak("nothing-after-end", LintSide.App, () => writer!.GetMemory());
        LintHost.ShouldBreak("nothing-after-end", LintSide.App, () => writer!.GetSpan());
        LintHost.ShouldBreak("nothing-after-end", LintSide.App, () => writer!.Advance(0));
        await LintHost.ShouldBreakAsync("nothing-after-end", LintSide.App, async () => await writer!.FlushAsync());
        await LintHost.ShouldBreakAsync("nothing-after-end", LintSide.App, async () => await writer!.WriteAsync(new byte[1]));
    }

    [Fact]
    public void Closing_a_body_is_its_end()
    {
        StartResponse? kept = null;
        var environ = Environ.ForRequest();
        environ.Remove(EnvironKeys.ResponseFinished);
        RecordedResponse.Run(
            Lint.Check((GatewayApp)((_, start) =>
            {
                kept = start;
                start("200 OK", LintHost.Text);
                return [Blocks.Of("a")];
            })),
            environ);

        LintHost.ShouldBreak("nothing-after-end", LintSide.App, () => kept!("200 OK", []));
    }

    [Fact]
    public void An_app_is_needed()
    {
        Should.Throw<ArgumentNullException>(() => Lint.Check((GatewayApp)null!));
        Should.Throw<ArgumentNullException>(() => Lint.Check((AsyncGatewayApp)null!));
    }

    private static GatewayApp Ok(Func<StartResponse, IEnumerable<ReadOnlyMemory<byte>>> body) => (_, start) =>
    {
        start("200 OK", LintHost.Text);
        return body(start);
    };

    private static GatewayApp Sized(long length, Func<StartResponse, IEnumerable<ReadOnlyMemory<byte>>> body) => (_, start) =>
    {
        start("200 OK", [.. LintHost.Text, ("content-length", $"{length}")]);
        return body(start);
    };

    private static GatewayApp Start(string status, params (string, string)[] headers) => (_, start) => Empty(start(status, headers));

    private static GatewayApp Start(string status, IEnumerable<ReadOnlyMemory<byte>> body) => (_, start) =>
    {
        start(status, []);
        return body;
    };

    private static Body Empty(IBodyWriter write) => write is null ? throw new InvalidOperationException() : Body.Empty;

    private static Body Twice(StartResponse start) => Empty(start("200 OK", LintHost.Text));

    private static Body Push(string text) => Body.Write(async (writer, token) => await writer.WriteAsync(Blocks.Of(text), token));

    private static IEnumerable<ReadOnlyMemory<byte>> StartTooLate(Environ environ, StartResponse start)
    {
        yield return default;
        yield return Blocks.Of("a");
        start("200 OK", []);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> WriteInside(Environ environ, StartResponse start)
    {
        start("200 OK", LintHost.Text).Write("a"u8);
        yield break;
    }

    private static Body MissingFile()
    {
        var path = Path.GetTempFileName();
        var body = Body.File(path);
        File.Delete(path);
        return body;
    }

    private sealed class Miscounted(int count, params string[] blocks) : IReadOnlyCollection<ReadOnlyMemory<byte>>
    {
        public int Count => count;

        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => blocks.Select(Blocks.Of).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
