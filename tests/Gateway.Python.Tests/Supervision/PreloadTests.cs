using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Supervision;

/// <summary>Workers that are forked from a process that has loaded the app.</summary>
[Requires(Support.Python.Program)]
public sealed class PreloadTests : IDisposable
{
    private readonly TemporaryApp _source = new("hello");

    public void Dispose() => _source.Dispose();

    [RequiringFact]
    public async Task Stopping_does_not_wait_for_a_forked_worker_that_never_connects()
    {
        _source.Write("""
            import os, time
            parent = os.getpid()
            def wait():
                open('forked', 'w').close()
                while os.getppid() == parent:
                    time.sleep(0.05)
                os._exit(0)
            os.register_at_fork(after_in_child=wait)
            def application(environ, start_response):
                raise NotImplementedError
            """);
        var options = Support.Python.Options();
        (options.Directory, options.Preload, options.GracefulTimeout) = (_source.Folder, true, TimeSpan.FromMilliseconds(100));
        options.StartTimeout = TimeSpan.FromDays(1);
        var app = new PythonApp("app", options);
        var start = app.StartAsync();
        await Eventually.IsTrue(() => File.Exists(Path.Combine(_source.Folder, "forked")));

        await app.DisposeAsync();
        await Should.ThrowAsync<OperationCanceledException>(start);
    }

    [RequiringFact]
    public async Task Stopping_does_not_wait_for_an_app_that_is_still_being_imported()
    {
        _source.Write("""
            import time
            open('importing', 'w').close()
            time.sleep(3600)
            """);
        var options = Support.Python.Options();
        (options.Directory, options.StartTimeout) = (_source.Folder, TimeSpan.FromDays(1));
        var app = new PythonApp("app", options);
        var start = app.StartAsync();
        await Eventually.IsTrue(() => File.Exists(Path.Combine(_source.Folder, "importing")));

        await app.DisposeAsync();
        await Should.ThrowAsync<OperationCanceledException>(start);
    }
}
