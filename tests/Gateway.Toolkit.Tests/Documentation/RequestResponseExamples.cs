using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit.Tests;

/// <summary>The examples of docs/toolkit.md, word by word: Request and Response. <see cref="RequestResponseExamplesTests"/> runs
/// them.</summary>
internal static class RequestResponseExamples
{
    internal static GatewayApp Hello()
    {
        GatewayApp hello = Handler.ToApp(request => Response.Text($"Hello, {request.Query.Get("name", "you")}!"));
        return hello;
    }

    internal static AsyncGatewayApp ByHand()
    {
        AsyncGatewayApp app = async (environ, startResponse) =>
        {
            var request = new Request(environ);
            var note = await request.ReadJsonAsync<Note>();
            return Response.Json(note, statusCode: 201).Send(environ, startResponse);
        };
        return app;
    }

    internal static Response Search(Request request)
    {
        var words = request.Query.Get<string>("q");
        var page = request.Query.Get("page", 1);
        return request.Accepts("application/json", "text/html") switch
        {
            "application/json" => Response.Json(new Note(words)),
            "text/html" => Response.Redirect(request.UrlFor("/search.html", [new("q", words), new("page", $"{page}")]).AbsoluteUri),
            _ => Response.Problem(406),
        };
    }

    internal static Response Echo(Request request)
    {
        var note = request.ReadJson(NoteJson.Default.Note);
        return Response.Json(note, NoteJson.Default.Note);
    }

    internal static async ValueTask<Response> Upload(Request request)
    {
        long length = 0;
        await foreach (var part in request.ReadMultipartAsync())
        {
            if (part.FileName is null)
                continue;
            await using var file = File.Create(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), 4096, FileOptions.DeleteOnClose);
            await part.Body.CopyToAsync(file);
            length += file.Length;
        }

        return Response.Text($"{length} bytes");
    }

    internal static Response Replace(Request request, Note stored, string version)
    {
        request.RequirePreconditions(new EntityTagHeaderValue(version));
        var note = request.ReadJson(NoteJson.Default.Note);
        return Response.Json(note with { Text = note.Text + stored.Text }, NoteJson.Default.Note);
    }

    internal static Response Show(Note note, string version)
    {
        var response = Response.Json(note);
        response.ETag = new EntityTagHeaderValue(version);
        response.CacheControl = new CacheControlHeaderValue { NoCache = true };
        return response;
    }

    internal static Response Clock(Request request)
    {
        return Response.Events(Ticks());

        static async IAsyncEnumerable<SseItem<string>> Ticks([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            for (var tick = 1; tick <= 3; tick++)
            {
                yield return new SseItem<string>($"{tick}", "tick");
                await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken);
            }
        }
    }

    internal static Response Visit(Request request, CookieSigner signer)
    {
        var visits = int.TryParse(request.SignedCookie("visits", signer), out var count) ? count + 1 : 1;
        return Response.Text($"Visit {visits}")
            .SetSignedCookie("visits", $"{visits}", signer, new SetCookieOptions { MaxAge = TimeSpan.FromDays(30) });
    }

    internal static GatewayApp Fixed()
    {
        GatewayApp robots = Response.Text("User-agent: *\nDisallow:\n");
        return robots;
    }
}

internal sealed record Note(string Text);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Note))]
internal sealed partial class NoteJson : JsonSerializerContext;
