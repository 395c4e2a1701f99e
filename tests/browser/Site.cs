using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Gateway.Browser;

/// <summary>The apps that the browser meets, and what they see of it.</summary>
internal sealed class Site(string mediaPath)
{
    private const int SampleRate = 44_100;
    private const int Seconds = 600;

    private readonly CookieSigner _signer = new(RandomNumberGenerator.GetBytes(CookieSigner.MinKeyLength));
    private readonly TaskCompletionSource<Dictionary<string, string>> _results = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _eventsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<Exchange> _exchanges = new();

    /// <summary>What the page found, when it has.</summary>
    public Task<Dictionary<string, string>> Results => _results.Task;

    /// <summary>Ends when the server learns that nobody listens any more.</summary>
    public Task EventsEnded => _eventsEnded.Task;

    /// <summary>The page that the screenshot shows.</summary>
    public string Report { get; set; } = "";

    public IReadOnlyList<Exchange> ExchangesAt(string path) => [.. _exchanges.Where(exchange => exchange.Path == path)];

    /// <summary>Ten minutes of silence in CD quality, some 100 MB: too much to be fetched whole before the seek.</summary>
    public static void WriteMedia(string path)
    {
        const int FrameSize = 4, HeaderLength = 44, Length = SampleRate * FrameSize * Seconds;
        var header = new byte[HeaderLength];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), HeaderLength - 8 + Length);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), 2);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), SampleRate * FrameSize);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), FrameSize);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), Length);
        using var file = File.Create(path);
        file.Write(header);
        file.SetLength(HeaderLength + Length);
    }

    public AsyncGatewayApp ToApp()
    {
        var router = new Router();
        router.Get(
            "/", request => Response.Stream(typeof(Site).Assembly.GetManifestResourceStream("page.html")!, "text/html; charset=utf-8"));
        router.Get("/visits", Visits);
        router.Get("/tone.wav", request => Response.File(mediaPath, "audio/wav"));
        router.Get("/events", request => Response.Events(Ticks()));
        router.Get("/cached", request => Cached());
        router.Get("/report", request => Response.Html(Report));
        router.Post("/results", async request =>
        {
            _results.TrySetResult(await request.ReadJsonAsync(ResultsJson.Default.DictionaryStringString));
            return Response.NoContent();
        });
        return router.ToApp().Use(Note);
    }

    private AsyncGatewayApp Note(AsyncGatewayApp app) => (environ, startResponse) => app(environ, (status, headers, exception) =>
    {
        _exchanges.Enqueue(Exchange.Of(environ, status, headers));
        return startResponse(status, headers, exception);
    });

    private Response Visits(Request request)
    {
        var visits = int.TryParse(request.SignedCookie("visits", _signer), out var count) ? count + 1 : 1;
        return Response.Text($"visit {visits}").SetSignedCookie("visits", $"{visits}", _signer);
    }

    private static Response Cached()
    {
        var response = Response.Text("what does not change");
        response.ETag = new EntityTagHeaderValue("\"1\"");
        response.CacheControl = new CacheControlHeaderValue { NoCache = true };
        return response;
    }

    private async IAsyncEnumerable<SseItem<string>> Ticks([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            for (var tick = 1; ; tick++)
            {
                yield return new SseItem<string>($"{tick}", "tick");
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }
        finally
        {
            _eventsEnded.TrySetResult();
        }
    }
}
