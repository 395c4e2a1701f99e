using System.Collections.Concurrent;
using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Semantics;

/// <summary>The worker on every version of CPython that is installed here, from 3.9 to 3.14.</summary>
[Requires(Support.Python.Program)]
public sealed class InterpreterTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<PythonLogEntry> _log = [];
    private readonly List<PythonApp> _apps = [];

    public static TheoryData<string, string> Installed => Interpreters.Found;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var app in _apps)
            await app.DisposeAsync();
    }

    [RequiringTheory]
    [MemberData(nameof(Installed))]
    public async Task Requests_and_responses_are_the_same_on_each_version(string version, string interpreter)
    {
        var client = Start("behaviour:application", interpreter);

        foreach (var (path, text) in new[]
        {
            ("/hello", "Hello World!"), ("/several_blocks", "one two three"), ("/start_in_next", "late"),
            ("/write_then_iterable", "written twice and returned"),
        })
            (await client.Get(path)).Text.ShouldBe(text, version);
        (await client.Post("/echo", "some bytes")).Text.ShouldBe("some bytes", version);
        Logged.ShouldNotContain("AssertionError");
    }

    [RequiringTheory]
    [MemberData(nameof(Installed))]
    public async Task A_failure_leaves_a_traceback_on_each_version(string version, string interpreter)
    {
        var client = Start("behaviour:plain", interpreter);

        var failure = await Should.ThrowAsync<PythonException>(() => client.Get("/raise_before_head"));
        failure.Message.ShouldContain("KeyError", Case.Sensitive, version);
        await Should.ThrowAsync<ResponseAbortedException>(() => client.Get("/raise_after_block"));
        (await client.Get("/hello")).Text.ShouldBe("Hello World!");
    }

    [RequiringTheory]
    [MemberData(nameof(Installed))]
    public async Task A_thread_that_takes_too_long_is_interrupted_on_each_version(string version, string interpreter)
    {
        var client = Start("behaviour:plain", interpreter, options => options.RequestTimeout = TimeSpan.FromMilliseconds(200));
        var process = (await client.Get("/pid")).Text;

        (await client.Get("/spin")).StatusCode.ShouldBe(504, version);
        (await client.Get("/pid")).Text.ShouldBe(process, version);
    }

    private string Logged => string.Join('\n', _log.Select(entry => entry.Message));

    private GatewayClient Start(string target, string interpreter, Action<PythonAppOptions>? configure = null)
    {
        var options = Support.Python.Options(_log);
        options.Interpreter = interpreter;
        configure?.Invoke(options);
        var app = new PythonApp(target, options);
        _apps.Add(app);
        return new GatewayClient(app);
    }
}
