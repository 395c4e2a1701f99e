using Gateway.Benchmarks.Apps;
using Gateway.Benchmarks.RequestLog;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.RuntimeSettings;

/// <summary>The same program in other forms: compiled ahead of time, and served by the tool.</summary>
internal static class ProgramForms
{
    /// <summary>Starts <c>samples/HelloWorld</c> in each form that could be published, the usual one first.</summary>
    public static async Task<List<(string Name, ServerProcess Process)>> StartAsync(Settings settings, DirectoryInfo root)
    {
        var servers = new List<(string, ServerProcess)>();
        foreach (var form in PublishedSample.All.Reverse().Where(form => settings.Includes(form.Name)))
        {
            if (await form.PublishAsync("settings", root) is not { } folder)
                continue;
            var url = FreeUrl();
            servers.Add((form.Name, await ServerProcess.StartAsync(
                Path.Combine(folder, "HelloWorld"), ["--urls", url.ToString(), RequestLogBenchmark.NoLines], folder, url)));
        }

        return servers;
    }

    /// <summary>Starts the tool with the app that the other rows have.</summary>
    public static Task<ServerProcess> ServeByToolAsync()
    {
        var url = FreeUrl();
        var app = $"{typeof(GatewayApps).Assembly.Location}:{typeof(GatewayApps).FullName}:{nameof(GatewayApps.ThreeKeys)}";
        return ServerProcess.StartAsync("dotnet", [Repository.ToolAssembly, "serve", app, "--bind", $"http://{url.Authority}"], "/", url);
    }

    private static Uri FreeUrl() => new($"http://127.0.0.1:{FreePort.Find()}/");
}
