namespace Gateway.Toolkit.Tests;

/// <summary>A folder with files for the tests of <see cref="FileServer"/>.</summary>
public abstract class FileServerTest : IDisposable
{
    private protected static readonly DateTime Changed = new(2015, 10, 21, 7, 28, 0, DateTimeKind.Utc);

    private protected readonly TempFolder _folder = new();

    private protected string Root => Path.Combine(_folder.Path, "root");

    protected FileServerTest()
    {
        Write("root/index.html", "home");
        Write("root/a.txt", "0123456789");
        Write("root/docs/index.html", "docs");
        Write("root/docs/café & co.md", "# Menu");
        Write("root/empty/nothing.txt", "");
        Write("secret.txt", "secret");
    }

    public void Dispose() => _folder.Dispose();

    private protected GatewayClient Client(Shape shape, Action<FilesOptions>? configure = null)
    {
        var server = new FileServer(Root, configure);
        return shape == Shape.Sync
            ? new GatewayClient(((GatewayApp)server).Use(Lint.Check)) : new GatewayClient(((AsyncGatewayApp)server).Use(Lint.Check));
    }

    /// <summary>Clients and servers put paths right; this one comes as it is.</summary>
    private protected string Status(string path)
    {
        var environ = Environ.ForRequest();
        environ.PathInfo = path;
        var status = "";
        ((GatewayApp)new FileServer(Root))(environ, (line, _, _) =>
        {
            status = line;
            return null!;
        });
        return status;
    }

    private protected void Links()
    {
        File.CreateSymbolicLink(Path.Combine(Root, "file"), "a.txt");
        Directory.CreateSymbolicLink(Path.Combine(Root, "dir"), "docs");
        File.CreateSymbolicLink(Path.Combine(Root, "out"), Path.Combine(_folder.Path, "secret.txt"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "outdir"), "..");
        File.CreateSymbolicLink(Path.Combine(Root, "circle"), "circle");
    }

    private protected void Write(string name, string text) => File.SetLastWriteTimeUtc(_folder.Write(name, text), Changed);
}
