using System.Data.Common;
using Gateway;

namespace JsonApi;

/// <summary>Whether the app can do its work, as an app.</summary>
internal sealed class HealthHandler(ArticleStore store)
{
    public ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CheckAsync(Environ environ, StartResponse startResponse)
    {
        try
        {
            store.Check();
        }
        catch (DbException failure)
        {
            environ.Errors.WriteLine($"The store cannot be read: {failure.Message}");
            throw new ProblemException("503 Service Unavailable", "The store cannot be read. Try again later.", failure) { Headers = [("Cache-Control", "no-store")] };
        }

        startResponse("200 OK", [("Content-Type", "application/json"), ("Cache-Control", "no-store")]);
        return new(Body.Json(new Health("healthy"), ApiJson.Readable.Health));
    }
}
