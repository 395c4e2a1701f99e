namespace MixedHost;

/// <summary>Static files: type, length, ETag, ranges and conditions are ASP.NET Core's; how long they last is ours to say.</summary>
internal static class Files
{
    public static StaticFileOptions Lasting { get; } = new()
    {
        OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=3600",
    };
}
