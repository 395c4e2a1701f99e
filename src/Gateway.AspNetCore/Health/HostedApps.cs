using System.Runtime.CompilerServices;

namespace Gateway.AspNetCore.Health;

/// <summary>The apps that a process hosts. Keeps none of them alive: a reload replaces an app and its host.</summary>
internal sealed class HostedApps
{
    private readonly ConditionalWeakTable<AppHost, object?> _hosts = [];

    public IEnumerable<AppHost> All => _hosts.Select(entry => entry.Key);

    public void Add(AppHost host) => _hosts.Add(host, null);

    /// <summary>A host whose queue is longer than an instance that is ready may have; null if there is none.</summary>
    public AppHost? FindOverloaded() => All.FirstOrDefault(host => host.Waiting.IsOverReadyShare);
}
