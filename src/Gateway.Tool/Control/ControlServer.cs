using System.Text.Json;
using Gateway.Tool.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tool.Control;

/// <summary>Serves <c>gateway ctl</c>: HTTP over a Unix socket that only its owner may open (mode 0600).</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ControlledServer _controlled;
    private readonly string _path;
    private readonly string _folder;

    /// <exception cref="ToolException">The socket cannot be made at this path.</exception>
    public ControlServer(string path, ControlledServer controlled)
    {
        (_path, _controlled) = (path, controlled);
        UnixSocket.Prepare($"--control {path}", path);

        // The socket gets its mode in a private folder, before anybody can connect, and is moved from there.
        _folder = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetRandomFileName()}");
        _server = SideServer.Create(server => server.ListenUnixSocket(Bound));
        _server.Run(InvokeAsync);
    }

    private string Bound => Path.Combine(_folder, "s");

    /// <exception cref="ToolException">The socket cannot be made at this path.</exception>
    public async Task StartAsync()
    {
        try
        {
            Directory.CreateDirectory(_folder);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await _server.StartAsync();
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Bound, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.Move(Bound, _path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException)
        {
            throw new ToolException(ExitCode.Listen, $"--control {_path}: the socket cannot be made: {error.Message}", error);
        }
        finally
        {
            if (Directory.Exists(_folder))
                Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>Ends no command without its response: a client that gets none sends the command again.</summary>
    public ValueTask DisposeAsync()
    {
        File.Delete(_path);
        return SideServer.StopAsync(_server);
    }

    private Task InvokeAsync(HttpContext context) => (context.Request.Method, context.Request.Path.Value) switch
    {
        ("GET", "/status") => WriteAsync(context, _controlled.Status()),
        ("GET", "/requests") => WriteAsync(context, _controlled.Requests()),
        ("POST", "/reload") => DoAsync(context, _controlled.Reload, "The app is reloaded; the server's log tells the result."),
        ("POST", "/drain") => DoAsync(context, _controlled.Drain, "Readiness is 503 now, and connections end with their next response."),
        ("POST", "/stop") => DoAsync(context, _controlled.Stop, "The server stops; requests under way are finished."),
        _ => FailAsync(context),
    };

    private static Task DoAsync(HttpContext context, Action action, string message)
    {
        action();
        return WriteAsync(context, new { message });
    }

    private static Task WriteAsync<T>(HttpContext context, T value) =>
        context.Response.WriteAsJsonAsync(value, JsonSerializerOptions.Web);

    private static Task FailAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return WriteAsync(context, new { message = "There is no such command." });
    }
}
