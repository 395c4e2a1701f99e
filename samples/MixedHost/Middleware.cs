namespace MixedHost;

/// <summary>Where ASP.NET Core's middleware needs a word more than its own line.</summary>
internal static class Middleware
{
    /// <summary>Sends who comes over plain http to https, below one path: a key should not be asked for where it can be
    /// overheard.</summary>
    public static void UseHttpsWhere(this WebApplication site, PathString path) =>
        site.UseWhen(context => context.Request.Path.StartsWithSegments(path), branch => branch.UseHttpsRedirection());

    /// <summary>Unpacks request bodies. The declared length is that of the packed body, so it goes: <c>CONTENT_LENGTH</c> must be true of
    /// <c>wsgi.input</c>, or absent.</summary>
    public static void UseUnpackedBodies(this WebApplication site)
    {
        site.Use((context, next) =>
        {
            if (context.Request.Headers.ContentEncoding.Count > 0)
                context.Request.ContentLength = null;
            return next(context);
        });
        site.UseRequestDecompression();
    }
}
