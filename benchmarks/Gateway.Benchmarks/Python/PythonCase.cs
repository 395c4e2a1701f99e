namespace Gateway.Benchmarks.Python;

/// <summary>A request that every server is asked for.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Module">The Python module with the app.</param>
/// <param name="Path">The path.</param>
/// <param name="Expected">How the response begins.</param>
/// <param name="Arguments">What the load generator gets besides.</param>
/// <param name="ToProxied">The most CPU per request, as a part of that of nginx in front of gunicorn's sync workers.</param>
/// <param name="ToAlone">The same, as a part of that of gunicorn's sync workers alone; null for no target.</param>
internal sealed record PythonCase(
    string Name, string Module, string Path, string Expected, string[] Arguments, double ToProxied, double? ToAlone = null)
{
    private const string Bare = "bare";
    private const string Flask = "flask_app";
    private const string Hello = "Hello, World!";

    private static readonly string s_upload = System.IO.Path.Combine(PythonServer.Folder, "upload.lua");

    public static readonly PythonCase[] All =
    [
        new("Bare hello, keep-alive", Bare, "/", Hello, [], 0.40, 0.55),
        new("Bare hello, a connection per request", Bare, "/", Hello, ["-H", "Connection: close"], 0.70),
        new("Upload of 1 MiB", Bare, "/upload", "1048576", ["-s", s_upload], 0.40),
        new("Generator of 100 blocks of 1 KiB", Bare, "/stream", "xxxx", [], 0.95),
        new("Flask hello", Flask, "/", Hello, [], 0.65, 0.80),
        new("Flask JSON of 10 KiB", Flask, "/json", "[", [], 0.85),
        new("Django view behind four middlewares", "django_app", "/", Hello, [], 0.85),
    ];

    public bool IsUpload => Path == "/upload";
}
