using Microsoft.Extensions.Hosting;

namespace Gateway.Tool.Serving;

/// <summary>The tool listens to signals itself: the host's own way would end without draining.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
