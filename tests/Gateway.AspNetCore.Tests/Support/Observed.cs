namespace Gateway.AspNetCore.Tests.Support;

/// <summary>Sends one request and gives back the environ the app saw, as it was while the app ran.</summary>
internal static class Observed
{
    public static Task<Dictionary<string, object?>> AsSentAsync(params string[] request) => WithAsync(_ => { }, request);

    /// <summary>A GET with these headers beside Host.</summary>
    public static Task<Dictionary<string, object?>> WithHeadersAsync(params string[] headers) =>
        AsSentAsync(["GET / HTTP/1.1", "Host: a", .. headers, "", ""]);

    /// <summary>A GET of this target.</summary>
    public static Task<Dictionary<string, object?>> TargetAsync(string target, Action<HostSetup>? configure = null) =>
        WithAsync(configure ?? (_ => { }), $"GET {target} HTTP/1.1", "Host: a", "", "");

    public static async Task<Dictionary<string, object?>> WithAsync(Action<HostSetup> configure, params string[] request)
    {
        var answer = new Answer<Dictionary<string, object?>>();
        await using var host = await GatewayHost.StartAsync(Recording(answer), configure);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(request);
        (await connection.ReceiveResponseAsync(request[0].Split(' ')[0])).Status.ShouldBe(200);
        if (!request[0].EndsWith("1.0", StringComparison.Ordinal))
            await connection.ShouldStillServeAsync();
        return await answer.GetAsync();
    }

    /// <summary>An app that hands a copy of its environ to the test. The copy is made while the request is alive.</summary>
    public static GatewayApp Recording(Answer<Dictionary<string, object?>> answer) => (environ, startResponse) =>
    {
        answer.Set(new Dictionary<string, object?>(environ));
        startResponse("200 OK", Blocks.Plain);
        return Body.Empty;
    };
}
