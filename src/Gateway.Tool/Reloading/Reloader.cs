using System.Threading.Channels;
using Gateway.Tool.Loading;
using Gateway.Tool.Serving;

namespace Gateway.Tool.Reloading;

/// <summary>Loads the app again whenever that is asked for, one time after the other. What cannot be loaded leaves the old version where
/// it is.</summary>
internal sealed class Reloader(AppLoader loader, AppSlot slot, ChannelReader<bool> requests, Action alsoReload, ToolConsole console)
{
    // An editor or a compiler writes a file in several steps.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await requests.WaitToReadAsync(cancellationToken))
            {
                while (requests.TryRead(out _))
                    await Task.Delay(Settling, cancellationToken);
                await ReloadAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        try
        {
            alsoReload();
            var version = await loader.LoadAsync(cancellationToken);
            slot.Put(version);
            console.Success($"Reloaded {version.Name}");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A static constructor or middleware of the app may throw anything.
            slot.Failure = error is ToolException ? error.Message : error.ToString();
            console.Error(slot.Failure);
            console.Warning("The version before is still served.");
        }
    }
}
