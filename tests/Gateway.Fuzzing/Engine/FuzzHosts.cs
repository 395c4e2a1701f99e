namespace Gateway.Fuzzing.Engine;

/// <summary>One host for each profile; iterations go around them.</summary>
internal sealed class FuzzHosts(IReadOnlyList<FuzzHost> hosts) : IAsyncDisposable
{
    public static async Task<FuzzHosts> StartAsync(Func<FuzzHost, GatewayApp> createApp) =>
        new(await Task.WhenAll(FuzzProfile.All.Select(profile => FuzzHost.StartAsync(profile, createApp))));

    public FuzzHost At(int iteration) => hosts[iteration % hosts.Count];

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
            await host.DisposeAsync();
    }
}
