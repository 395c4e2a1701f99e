using System.Threading.Channels;
using Gateway.Tool.Loading;

namespace Gateway.Tool.Reloading;

/// <summary>Asks for a reload when the files of an app change: the assembly, the single file, or the sources of the project.</summary>
internal sealed class SourceWatcher : IDisposable
{
    private static readonly string[] Extensions = [".cs", ".csproj", ".props", ".targets", ".resx"];

    private readonly FileSystemWatcher _watcher;
    private readonly AppSource _source;
    private readonly ChannelWriter<bool> _changes;

    public SourceWatcher(AppSource source, ChannelWriter<bool> changes)
    {
        (_source, _changes) = (source, changes);
        _watcher = new FileSystemWatcher(Path.GetDirectoryName(source.Path)!) { IncludeSubdirectories = source.Kind == AppSourceKind.Project };
        _watcher.Changed += (_, change) => Changed(change.FullPath);
        _watcher.Created += (_, change) => Changed(change.FullPath);
        _watcher.Deleted += (_, change) => Changed(change.FullPath);
        _watcher.Renamed += (_, change) => Changed(change.FullPath);
        _watcher.Error += (_, _) => _changes.TryWrite(true); // Too many changes to be told one by one.
        _watcher.EnableRaisingEvents = true;
    }

    public void Dispose() => _watcher.Dispose();

    private void Changed(string path)
    {
        if (_source.Kind == AppSourceKind.Project ? IsSource(path) : path == _source.Path)
            _changes.TryWrite(true);
    }

    // What the build writes must not cause the next one.
    private bool IsSource(string path) =>
        Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
        && !Path.GetRelativePath(Path.GetDirectoryName(_source.Path)!, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" || part.StartsWith('.'));
}
