using System.Data.Common;
using Gateway.Toolkit;

namespace JsonApi;

/// <summary>Whether the app can do its work, as a handler.</summary>
internal sealed class HealthHandler(ArticleStore store)
{
    public async ValueTask<Response> CheckAsync(Request request)
    {
        try
        {
            await store.CheckAsync(request.Environ.RequestAborted);
        }
        catch (DbException failure)
        {
            request.Environ.Errors.WriteLine($"The store cannot be read: {failure.Message}");
            return Response.Problem(503, "The store cannot be read. Try again later.").With("Cache-Control", "no-store");
        }

        return Response.Json(new Health("healthy"), ApiJson.Readable.Health).With("Cache-Control", "no-store");
    }
}
