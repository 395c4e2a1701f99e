using System.Net.Sockets;
using Gateway.Tool.Serving;
using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Serving;

/// <summary>What may stand at the path of a Unix socket.</summary>
public sealed class UnixSocketTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_empty_file_is_not_a_socket_and_stays()
    {
        var file = _folder.Write("empty", "");

        Prepare(file).ShouldContain("which is not a socket");

        File.Exists(file).ShouldBeTrue();
    }

    [Fact]
    public void A_symbolic_link_to_a_file_stays()
    {
        var link = _folder.File("link");
        File.CreateSymbolicLink(link, _folder.Write("target", ""));

        Prepare(link).ShouldContain("which is not a socket");

        File.Exists(link).ShouldBeTrue();
    }

    [Fact]
    public void A_stale_socket_is_removed_and_one_in_use_stays()
    {
        var path = _folder.File("gateway.sock");
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            socket.Listen();
            Prepare(path).ShouldContain("is in use");
            File.Move(path, path + ".stale"); // Closing removes the file by its first name.
        }

        UnixSocket.Prepare("unix:stale", path + ".stale");

        File.Exists(path + ".stale").ShouldBeFalse();
    }

    [Fact]
    public void A_socket_whose_server_is_too_busy_to_accept_stays()
    {
        var path = _folder.File("gateway.sock");
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        server.Bind(new UnixDomainSocketEndPoint(path));
        server.Listen(1);
        var waiting = new List<Socket>();
        try
        {
            while (TryConnect(path, waiting))
            {
            }

            Prepare(path).ShouldContain("is in use");
            File.Exists(path).ShouldBeTrue();
        }
        finally
        {
            waiting.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public void A_folder_a_missing_folder_and_a_long_path_have_messages_of_their_own()
    {
        Prepare(_folder.Path).ShouldContain("this is a folder");
        Prepare(_folder.File("missing/gateway.sock")).ShouldContain("does not exist");
        Prepare("/tmp/" + new string('x', 140))
            .ShouldBe($"unix:/tmp/{new string('x', 140)}: the path of a Unix socket has at most 107 bytes, and it has 145.");
    }

    [Theory]
    [InlineData("600", UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData("0666", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)]
    public async Task The_file_of_a_socket_has_the_permissions_asked_for(string option, UnixFileMode mode)
    {
        var path = _folder.File("gateway.sock");
        await using var tool = await ToolProcess.ServeAsync([TestApps.One, "--bind", $"unix:{path}", "--unix-mode", option]);

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(mode);
        using var client = Http.ForUnixSocket(path);
        (await Http.GetAsync(new Uri("http://localhost"), "/", client)).ShouldStartWith("200 ");
    }

    [Fact]
    public void The_permissions_are_there_before_anybody_can_connect()
    {
        var path = _folder.File("gateway.sock");

        using var socket = UnixSocket.Bind(new UnixDomainSocketEndPoint(path), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        Should.Throw<SocketException>(() => client.Connect(new UnixDomainSocketEndPoint(path)));
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    // False when the server's backlog is full.
    private static bool TryConnect(string path, List<Socket> waiting)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        waiting.Add(socket);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.WouldBlock)
        {
            return false;
        }
    }

    private static string Prepare(string path)
    {
        var error = Should.Throw<ToolException>(() => UnixSocket.Prepare($"unix:{path}", path));
        error.ExitCode.ShouldBe(ExitCode.Listen);
        return error.Message;
    }
}
