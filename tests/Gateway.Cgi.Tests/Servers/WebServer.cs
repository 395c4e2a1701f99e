using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Cgi.Tests.Servers;

/// <summary>A real web server with one site, on a port and in a folder of its own.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly List<TestProcess> _daemons = [];

    private WebServer()
    {
        // Apache's workers are another user where the tests are root's.
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_111_111);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("gateway").FullName;

    public int Port { get; } = FreePort.Find();

    public int TlsPort { get; } = FreePort.Find();

    /// <summary>What the servers wrote to their logs so far.</summary>
    public string Log => string.Concat(_daemons.Select(daemon => daemon.Output)) + (File.Exists(LogPath) ? File.ReadAllText(LogPath) : "");

    private string LogPath => Path.Combine(Folder, "error.log");

    public static async Task<WebServer> StartNginxAsync(string site, params (string Documented, string Here)[] changes)
    {
        var server = new WebServer();
        server.Write("site.conf", server.Adapt(site, changes));
        server.Write("nginx.conf", $$"""
            daemon off;
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            pid {{server.Folder}}/nginx.pid;
            error_log {{server.LogPath}};
            worker_processes 1;
            events { worker_connections 64; }
            http {
                access_log off;
                client_body_temp_path {{server.Folder}}/body;
                proxy_temp_path {{server.Folder}}/proxy;
                fastcgi_temp_path {{server.Folder}}/fastcgi;
                uwsgi_temp_path {{server.Folder}}/uwsgi;
                scgi_temp_path {{server.Folder}}/scgi;
                include {{server.Folder}}/site.conf;
            }
            """);
        return await server.RunAsync("nginx", "-e", server.LogPath, "-c", Path.Combine(server.Folder, "nginx.conf"));
    }

    /// <summary>Starts nginx with fcgiwrap, which runs CGI programs for it.</summary>
    public static async Task<WebServer> StartNginxWithFcgiwrapAsync(string site, params (string Documented, string Here)[] changes)
    {
        var socket = Path.Combine(Path.GetTempPath(), $"gateway-{Guid.NewGuid():n}.fcgi");
        var wrapper = TestProcess.Start(Requirement.PathOf("fcgiwrap"), ["-s", "unix:" + socket]);
        await wrapper.ListeningAsync(new UnixDomainSocketEndPoint(socket));
        var server = await StartNginxAsync(site, [.. changes, ("/run/fcgiwrap.socket", socket)]);
        server._daemons.Add(wrapper);
        return server;
    }

    public static async Task<WebServer> StartLighttpdAsync(string site, params (string Documented, string Here)[] changes)
    {
        var server = new WebServer();
        server.Write("lighttpd.conf", $"""
            server.document-root = "{server.Folder}"
            server.bind = "127.0.0.1"
            server.port = {server.Port.ToString(CultureInfo.InvariantCulture)}
            server.errorlog = "{server.LogPath}"
            server.upload-dirs = ( "{server.Folder}" )
            {server.Adapt(site, changes)}
            """);
        return await server.RunAsync("lighttpd", "-D", "-f", Path.Combine(server.Folder, "lighttpd.conf"));
    }

    public static async Task<WebServer> StartApacheAsync(string site, params (string Documented, string Here)[] changes)
    {
        var server = new WebServer();
        string[] modules =
            ["mpm_event", "authz_core", "alias", "cgid", "env", "headers", "proxy", "proxy_http", "proxy_wstunnel", "socache_shmcb", "ssl"];
        server.Write("apache.conf", $"""
            ServerRoot {server.Folder}
            ServerName localhost
            PidFile {server.Folder}/apache.pid
            DefaultRuntimeDir {server.Folder}
            ErrorLog {server.LogPath}
            {string.Concat(modules.Select(module => $"LoadModule {module}_module /usr/lib/apache2/modules/mod_{module}.so\n"))}
            ScriptSock {server.Folder}/cgid.sock
            {(Environment.IsPrivilegedProcess ? "User www-data\nGroup www-data" : "")}
            Listen 127.0.0.1:{server.Port.ToString(CultureInfo.InvariantCulture)}
            {(site.Contains(":443", StringComparison.Ordinal) ? $"Listen 127.0.0.1:{server.TlsPort.ToString(CultureInfo.InvariantCulture)}" : "")}
            {server.Adapt(site, changes)}
            """);
        return await server.RunAsync("apache2", "-f", Path.Combine(server.Folder, "apache.conf"), "-DFOREGROUND");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var daemon in _daemons)
        {
            await daemon.EndAsync();
            await daemon.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The documented site with this test's ports and paths. Each of them must be there to change.</summary>
    private string Adapt(string site, IEnumerable<(string Documented, string Here)> changes)
    {
        var (port, tlsPort) = (Port.ToString(CultureInfo.InvariantCulture), TlsPort.ToString(CultureInfo.InvariantCulture));
        foreach (var (documented, here) in changes)
        {
            site.ShouldContain(documented);
            site = site.Replace(documented, here, StringComparison.Ordinal);
        }

        return site.Replace("listen 80;", $"listen 127.0.0.1:{port};", StringComparison.Ordinal)
            .Replace("listen 443 ssl;", $"listen 127.0.0.1:{tlsPort} ssl;", StringComparison.Ordinal)
            .Replace("*:80>", $"*:{port}>", StringComparison.Ordinal)
            .Replace("*:443>", $"*:{tlsPort}>", StringComparison.Ordinal);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    private async Task<WebServer> RunAsync(string program, params string[] arguments)
    {
        var daemon = TestProcess.Start(Requirement.PathOf(program), arguments);
        _daemons.Add(daemon);
        try
        {
            await daemon.ListeningAsync(new IPEndPoint(IPAddress.Loopback, Port));
            return this;
        }
        catch (InvalidOperationException ended)
        {
            throw new InvalidOperationException($"{program} did not start: {Log}", ended);
        }
    }
}
