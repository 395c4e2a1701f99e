namespace Gateway.Python.Supervision;

/// <summary>Reloads the app when a Python file changes. Editors write a file in several steps, so it waits for a quiet moment.</summary>
internal sealed class PythonSourceWatcher : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    private readonly FileSystemWatcher _watcher;
    private readonly Timer _timer;

    /// <param name="folder">The folder, with all below it.</param>
    /// <param name="reload">Reloads the app; throws nothing.</param>
    public PythonSourceWatcher(string folder, Func<Task> reload)
    {
        _timer = new(_ => _ = reload());
        _watcher = new(folder, "*.py") { IncludeSubdirectories = true };
        _watcher.Changed += Restart;
        _watcher.Created += Restart;
        _watcher.Deleted += Restart;
        _watcher.Renamed += Restart;
        _watcher.EnableRaisingEvents = true;
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _timer.Dispose();
    }

    private void Restart(object sender, FileSystemEventArgs change) => _timer.Change(Quiet, Timeout.InfiniteTimeSpan);
}
