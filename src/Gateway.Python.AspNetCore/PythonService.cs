using Microsoft.Extensions.Hosting;

namespace Gateway.Python.AspNetCore;

/// <summary>Starts a Python app with the host. Services stop in reverse order, so the server has ended its requests before the workers
/// stop.</summary>
internal sealed class PythonService(PythonApp app) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => app.StartAsync().WaitAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => app.DisposeAsync().AsTask().WaitAsync(cancellationToken);
}
