using System.Threading.Channels;
using Gateway.Tool.Loading;

namespace Gateway.Tool.Reloading;

/// <summary>Asks for a reload when the files of an app change: the assembly, the single file, or the sources of the project.</summary>
internal sealed class SourceWatcher : IDisposable
{
    private static readonly string[] Extensions = [".cs", ".csproj", ".props", ".targets", ".resx"];

    private readonly FileSystemWatcher _watcher;
    private readonly string _folder;
    private readonly AppSource _source;
    private readonly ChannelWriter<bool> _changes;

    public SourceWatcher(AppSource source, ChannelWriter<bool> changes)
    {
        (_source, _changes) = (source, changes);
        _folder = source.Kind == AppSourceKind.Python ? Environment.CurrentDirectory : Path.GetDirectoryName(source.Path)!;
        _watcher = new FileSystemWatcher(_folder) { IncludeSubdirectories = source.Kind is AppSourceKind.Project or AppSourceKind.Python };
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
        var isSource = _source.Kind switch
        {
            AppSourceKind.Project => IsSource(path, Extensions),
            AppSourceKind.Python => IsSource(path, [".py"]),
            _ => path == _source.Path,
        };
        if (isSource)
            _changes.TryWrite(true);
    }

    // The output of a build must not cause the next one.
    private bool IsSource(string path, string[] extensions) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
        && !Path.GetRelativePath(_folder, path).Split(Path.DirectorySeparatorChar).Any(
            part => part is "bin" or "obj" || part.StartsWith('.'));
}
