using System.Net.WebSockets;

namespace Gateway;

/// <summary>The handler of an observed <see cref="WebSocketBody"/>. It has no blocks, so the observer learns how it ended.</summary>
internal sealed class ObservedSocket(Observation observation, Func<WebSocket, CancellationToken, Task> handle)
{
    public async Task RunAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        observation.Begin();
        observation.Observer.OnStep();
        try
        {
            observation.Observer.OnSocket(socket);
            await handle(socket, cancellationToken).ConfigureAwait(false);
            await observation.Observer.OnEndAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            observation.Fail(error);
            throw;
        }
        finally
        {
            observation.Observer.OnStepped();
        }
    }
}
