using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Gateway.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Toolkit.Tests;

/// <summary>A fault of the request in an app that is neither a handler nor behind <see cref="ErrorPages"/>: the host answers it.</summary>
public sealed class RequestFaultOnKestrelTests : IAsyncLifetime, IDisposable
{
    private readonly ErrorLog _log = new();
    private readonly WebApplication _application;

    public RequestFaultOnKestrelTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(_log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.MapGatewayApp("/sync", ReadsParts);
        _application.MapGatewayApp("/async", ReadsPartsAsync);
    }

    public Task InitializeAsync() => _application.StartAsync();

    public Task DisposeAsync() => _application.DisposeAsync().AsTask();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData("sync")]
    [InlineData("async")]
    public async Task Too_many_parts_read_by_hand_are_400_and_no_error_of_the_server(string shape)
    {
        var body = new StringBuilder();
        for (var index = 0; index < 2_000; index++)
            body.Append("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n");
        using var content = new StringContent(body.Append("--b--").ToString());
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        using var client = new HttpClient { BaseAddress = new Uri(_application.Urls.Single()) };

        using var response = await client.PostAsync($"/{shape}", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("more than 1024 parts");
        _log.Errors.ShouldBeEmpty();
    }

    private static Body ReadsParts(Environ environ, StartResponse startResponse) =>
        Response.Text($"{new Request(environ).ReadMultipart().Count()}").Send(environ, startResponse);

    private static async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> ReadsPartsAsync(Environ environ, StartResponse startResponse)
    {
        var count = 0;
        await foreach (var _ in new Request(environ).ReadMultipartAsync())
            count++;
        return Response.Text($"{count}").Send(environ, startResponse);
    }

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Errors { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Errors.Enqueue(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
