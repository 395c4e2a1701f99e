using System.Threading.Channels;
using Gateway.Tool.Loading;

namespace Gateway.Tool.Reloading;

/// <summary>Asks for a reload when the files of an app change: the assembly, the single file, or the sources of the project.</summary>
/// <remarks>Where the system does not tell of changes (mounts of containers and networks), <c>DOTNET_USE_POLLING_FILE_WATCHER=1</c> has
/// the files looked at every second. docs/decisions/0014 says why neither is a library.</remarks>
internal sealed class SourceWatcher : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IDisposable _watcher;
    private readonly AppSource _source;
    private readonly ChannelWriter<bool> _changes;

    public SourceWatcher(AppSource source, ChannelWriter<bool> changes)
    {
        (_source, _changes) = (source, changes);
        var polling = Environment.GetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER");
        _watcher = polling == "1" || string.Equals(polling, "true", StringComparison.OrdinalIgnoreCase) ? Poll() : Watch();
    }

    public void Dispose() => _watcher.Dispose();

    private FileSystemWatcher Watch()
    {
        var watcher = new FileSystemWatcher(SourceFiles.Folder(_source)) { IncludeSubdirectories = SourceFiles.HasFolders(_source) };
        watcher.Changed += (_, change) => Changed(change.FullPath);
        watcher.Created += (_, change) => Changed(change.FullPath);
        watcher.Deleted += (_, change) => Changed(change.FullPath);
        watcher.Renamed += (_, change) => Changed(change.FullPath);
        watcher.Error += (_, _) => _changes.TryWrite(true); // Too many changes to be told one by one.
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private void Changed(string path)
    {
        if (SourceFiles.Has(_source, path))
            _changes.TryWrite(true);
    }

    private PeriodicTimer Poll()
    {
        var timer = new PeriodicTimer(Interval);
        _ = PollAsync(timer, Look());
        return timer;
    }

    private async Task PollAsync(PeriodicTimer timer, string seen)
    {
        while (await timer.WaitForNextTickAsync())
        {
            var now = Look();
            if (now != seen)
                _changes.TryWrite(true);
            seen = now;
        }
    }

    private string Look()
    {
        try
        {
            return string.Join('\n', SourceFiles.All(_source).Order(StringComparer.Ordinal).Select(path =>
                $"{path} {File.GetLastWriteTimeUtc(path):O}"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ""; // A folder that is just being replaced; the next look sees it.
        }
    }
}
