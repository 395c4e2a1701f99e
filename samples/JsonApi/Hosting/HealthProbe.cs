namespace JsonApi;

/// <summary><c>JsonApi --healthcheck</c>: asks the server beside it whether it is well. Container images have no curl to do so.</summary>
internal static class HealthProbe
{
    public const string Argument = "--healthcheck";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Asks <c>/healthz</c> at the first http address of the configuration.</summary>
    /// <returns>The exit code: 0 if healthy, else 1.</returns>
    public static async Task<int> RunAsync(IConfiguration configuration)
    {
        // A proxy from the environment could only stand in the way of a request to oneself.
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(handler) { Timeout = Timeout };
        try
        {
            var url = new Uri(LocalUrl.Of(AddressIn(configuration)), "healthz");
            using var response = await client.GetAsync(url);
            await Console.Out.WriteLineAsync($"{url} answers {(int)response.StatusCode}");
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or FormatException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    // The order in which the server itself looks: URLs, then ports, then its default.
    private static string AddressIn(IConfiguration configuration)
    {
        if (configuration["urls"] is { Length: > 0 } urls)
            return Array.Find(urls.Split(';'), url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
                ?? throw new FormatException($"There is no http address in {urls}.");
        return configuration["http_ports"] is { Length: > 0 } ports ? $"http://localhost:{ports.Split(';')[0]}" : "http://localhost:5000";
    }
}
