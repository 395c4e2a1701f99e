using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.TestSupport;

/// <summary>A collector for OTLP over HTTP that keeps what it is sent.</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly List<(string Path, string Text)> _received = [];
    private readonly SemaphoreSlim _arrived = new(0);

    public OtlpCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(TakeAsync);
    }

    /// <summary>The address for <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public string Url => _server.Urls.Single();

    /// <summary>Listens on a free port.</summary>
    public Task StartAsync() => _server.StartAsync();

    /// <summary>Waits for a message with this text.</summary>
    public async Task<string> ReceivedAsync(string path, string text)
    {
        while (true)
        {
            lock (_received)
            {
                var found = _received.Find(message => message.Path == path && message.Text.Contains(text, StringComparison.Ordinal));
                if (found.Text is not null)
                    return found.Text;
            }

            (await _arrived.WaitAsync(TestTimeout.Limit)).ShouldBeTrue($"No message with '{text}' came to {path}.");
        }
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (_received)
            _received.Add((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        _arrived.Release();
    }
}
