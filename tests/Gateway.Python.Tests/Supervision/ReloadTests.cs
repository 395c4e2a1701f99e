using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Supervision;

[Requires(Support.Python.Program)]
public sealed class ReloadTests : IAsyncLifetime
{
    private readonly TemporaryApp _source = new("old");
    private readonly PythonAppOptions _options = Support.Python.Options();

    public ReloadTests() => (_options.Directory, _options.Workers, _options.ReadAhead) = (_source.Folder, 2, 0);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _source.Dispose();
        return Task.CompletedTask;
    }

    [RequiringFact]
    public async Task A_reload_serves_the_new_code_and_lets_old_requests_end()
    {
        await using var app = new PythonApp("app", _options);
        var client = new GatewayClient(app);
        var upload = new System.IO.Pipelines.Pipe();
        var taken = new TaskCompletionSource();
        var slow = client.Send(new("POST", "/slow") { ContentStream = new NotifyingStream(upload.Reader.AsStream(), taken) });
        await taken.Task; // The app has asked for the body.

        _source.Answer("new");
        await app.ReloadAsync();
        (await client.Get("/")).Text.ShouldBe("new");
        await upload.Writer.CompleteAsync();
        (await slow).Text.ShouldBe("old");
    }

    [RequiringFact]
    public async Task A_reload_of_broken_code_keeps_the_old_workers()
    {
        await using var app = new PythonApp("app", _options);
        await app.StartAsync();
        var processes = app.ProcessIds;
        _source.Write("this does not parse");
        (await Should.ThrowAsync<PythonLoadException>(app.ReloadAsync)).Message.ShouldContain("SyntaxError");
        (await new GatewayClient(app).Get("/")).Text.ShouldBe("old");
        app.ProcessIds.ShouldBe(processes, ignoreOrder: true);
    }

    [RequiringFact]
    public async Task A_worker_that_cannot_be_replaced_leaves_the_others_to_serve()
    {
        await using var app = new PythonApp("app", _options);
        await app.StartAsync();
        _source.Write("this does not parse");
        Processes.Kill(app.ProcessIds[0]);
        await Eventually.IsTrue(() => app.ProcessIds.Count == 1);
        (await new GatewayClient(app).Get("/")).Text.ShouldBe("old");
    }

    [RequiringFact]
    public async Task No_request_fails_while_the_app_is_reloaded()
    {
        await using var app = new PythonApp("app", _options);
        var client = new GatewayClient(app);
        using var stop = new CancellationTokenSource();
        var requests = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
                (await client.Post("/", "")).Text.ShouldBe("old");
        }).ToList();
        for (var round = 0; round < 3; round++)
            await app.ReloadAsync();
        await stop.CancelAsync();
        await Task.WhenAll(requests);
    }

    [RequiringFact]
    public async Task A_changed_file_reloads_the_app()
    {
        _options.Reload = true;
        await using var app = new PythonApp("app", _options);
        var client = new GatewayClient(app);
        (await client.Get("/")).Text.ShouldBe("old");
        _source.Answer("changed");
        await Eventually.Becomes("changed", async () => (await client.Get("/")).Text);
    }

    [RequiringFact]
    public async Task A_worker_is_replaced_after_its_requests_and_none_is_lost()
    {
        _options.MaxRequests = 10;
        await using var app = new PythonApp("app", _options);
        await app.StartAsync();
        var first = app.ProcessIds;
        var client = new GatewayClient(app);
        await Eventually.IsTrue(() =>
        {
            client.Post("/", "").GetAwaiter().GetResult().Text.ShouldBe("old");
            return first.Except(app.ProcessIds).Any();
        });
    }

    [RequiringFact]
    public async Task Workers_are_forked_from_a_process_that_has_loaded_the_app()
    {
        _options.Preload = true;
        _source.Write("""
            import os
            loaded = os.getpid()
            def application(environ, start_response):
                start_response('200 OK', [('Content-Type', 'text/plain')])
                return [f'{loaded} {os.getppid()} {os.getpid()}'.encode()]
            """);
        await using var app = new PythonApp("app", _options);
        var client = new GatewayClient(app);
        var numbers = (await client.Get("/")).Text.Split(' ');
        numbers[0].ShouldBe(numbers[1]);
        app.ProcessIds.ShouldContain(int.Parse(numbers[2], null));

        Processes.Kill(int.Parse(numbers[2], null));
        await Eventually.IsTrue(() => app.ProcessIds.Count == 2 && !app.ProcessIds.Contains(int.Parse(numbers[2], null)));
        (await client.Get("/")).Text.ShouldStartWith(numbers[0]);

        Processes.Kill(int.Parse(numbers[0], null));
        (await client.Get("/")).StatusCode.ShouldBe(200);
    }
}
