using System.Collections.Concurrent;
using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Supervision;

[Requires(Support.Python.Program)]
public sealed class StartTests
{
    [RequiringTheory]
    [InlineData("broken:application", "RuntimeError: this module cannot be imported")]
    [InlineData("missing_module:application", "No module named 'missing_module'")]
    [InlineData("behaviour:missing", "has no attribute 'missing'")]
    [InlineData("behaviour:name_of_no_app", "behaviour:name_of_no_app is not callable: 42")]
    public async Task An_app_that_cannot_be_loaded_shows_its_traceback(string target, string message)
    {
        await using var app = new PythonApp(target, Support.Python.Options());
        var error = await Should.ThrowAsync<PythonLoadException>(app.StartAsync);
        error.Message.ShouldStartWith("Traceback");
        error.Message.ShouldContain(message);
        (await Should.ThrowAsync<PythonLoadException>(() => new GatewayClient(app).Get("/"))).Message.ShouldContain(message);
        app.ProcessIds.ShouldBeEmpty();
    }

    [RequiringFact]
    public async Task A_missing_interpreter_is_named()
    {
        var options = Support.Python.Options();
        options.Interpreter = "/no/such/python";
        await using var app = new PythonApp("behaviour:plain", options);
        (await Should.ThrowAsync<PythonLoadException>(app.StartAsync)).Message.ShouldContain("/no/such/python");
    }

    [RequiringFact]
    public async Task A_process_that_dies_while_it_starts_shows_what_it_printed()
    {
        using var source = new TemporaryApp("");
        source.Write("import os, sys\nprint('last words', file=sys.stderr)\nos._exit(7)\n");
        var options = Support.Python.Options();
        options.Directory = source.Folder;
        await using var app = new PythonApp("app", options);
        var error = await Should.ThrowAsync<PythonLoadException>(app.StartAsync);
        error.Message.ShouldContain("exit code 7");
        error.Message.ShouldContain("last words");
    }

    [RequiringFact]
    public async Task A_start_that_takes_too_long_fails()
    {
        using var source = new TemporaryApp("");
        source.Write("import time\ntime.sleep(600)\n");
        var options = Support.Python.Options();
        (options.Directory, options.StartTimeout) = (source.Folder, TimeSpan.FromMilliseconds(300));
        await using var app = new PythonApp("app", options);
        (await Should.ThrowAsync<PythonLoadException>(app.StartAsync)).Message.ShouldContain("StartTimeout");
    }

    [RequiringFact]
    public async Task A_factory_is_called_for_the_app()
    {
        await using var app = new PythonApp("behaviour:factory()", Support.Python.Options());
        (await new GatewayClient(app).Get("/hello")).Text.ShouldBe("Hello World!");
    }

    [RequiringFact]
    public async Task What_workers_print_goes_to_the_log_with_their_number()
    {
        var log = new ConcurrentQueue<PythonLogEntry>();
        await using (var app = new PythonApp("behaviour:plain", Support.Python.Options(log)))
            await new GatewayClient(app).Get("/print_lines");
        log.ShouldContain(entry => entry.Worker == 1 && entry.Message.Contains("to stdout", StringComparison.Ordinal));
        log.ShouldContain(entry => entry.Worker == 1 && entry.Message.Contains("to stderr", StringComparison.Ordinal));
    }

    [RequiringFact]
    public async Task Stopping_ends_every_process_and_removes_the_socket()
    {
        IReadOnlyList<int> processes;
        var options = Support.Python.Options();
        options.Workers = 3;
        await using (var app = new PythonApp("behaviour:plain", options))
        {
            await app.StartAsync();
            processes = app.ProcessIds;
            processes.Count.ShouldBe(3);
        }

        processes.ShouldAllBe(process => !Directory.Exists($"/proc/{process}"));
    }
}
