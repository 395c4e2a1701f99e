using System.Collections.Frozen;

namespace Gateway.Toolkit;

/// <summary>The media types of the files that web apps serve most (IANA's registry). What is not among them is bytes.</summary>
internal static class ContentTypes
{
    public const string Bytes = "application/octet-stream";
    public const string Html = "text/html; charset=utf-8";
    public const string Json = "application/json";
    public const string Problem = "application/problem+json";
    public const string Text = "text/plain; charset=utf-8";

    private static readonly FrozenDictionary<string, string> ByExtension = new Dictionary<string, string>
    {
        [".avif"] = "image/avif",
        [".css"] = "text/css; charset=utf-8",
        [".csv"] = "text/csv; charset=utf-8",
        [".gif"] = "image/gif",
        [".gz"] = "application/gzip",
        [".htm"] = Html,
        [".html"] = Html,
        [".ico"] = "image/vnd.microsoft.icon",
        [".jpeg"] = "image/jpeg",
        [".jpg"] = "image/jpeg",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = Json,
        [".md"] = "text/markdown; charset=utf-8",
        [".mjs"] = "text/javascript; charset=utf-8",
        [".mp3"] = "audio/mpeg",
        [".mp4"] = "video/mp4",
        [".pdf"] = "application/pdf",
        [".png"] = "image/png",
        [".svg"] = "image/svg+xml",
        [".txt"] = Text,
        [".wasm"] = "application/wasm",
        [".webm"] = "video/webm",
        [".webmanifest"] = "application/manifest+json",
        [".webp"] = "image/webp",
        [".woff2"] = "font/woff2",
        [".xml"] = "application/xml",
        [".zip"] = "application/zip",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string OfFile(string path) => ByExtension.GetValueOrDefault(Path.GetExtension(path), Bytes);
}
