using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Cgi.Tests.Processes;

/// <summary>What runs as a CGI program: an answer for each thing that can go well or wrong between it, the web server and the
/// client.</summary>
internal static class ProbeApp
{
    public const string Secret = "thrown-on-purpose-and-secret";

    private static readonly (string, string)[] Plain = [("Content-Type", "text/plain; charset=utf-8")];

    public static IEnumerable<ReadOnlyMemory<byte>> Answer(Environ environ, StartResponse startResponse)
    {
        switch (environ.PathInfo)
        {
            case "/environ":
                startResponse("200 OK", Plain);
                return Body.Text(
                    string.Concat(environ.Where(entry => entry.Value is string or bool).Select(entry => $"{entry.Key}={entry.Value}\n")));
            case "/echo":
                startResponse("200 OK", [("Content-Type", "application/octet-stream")]);
                return Echo(environ.Input);
            case "/status":
                startResponse("404 Not Here", [.. Plain, ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Empty", "")]);
                return Body.Text("no such thing\n");
            case "/nothing":
                startResponse("204 No Content", []);
                return Body.Empty;
            case "/stream":
                startResponse("200 OK", Plain);
                return Stream(environ.QueryString);
            case "/fail":
                throw new InvalidOperationException(Secret);
            case "/fail-late":
                startResponse("200 OK", environ.QueryString == "length" ? [.. Plain, ("Content-Length", "100")] : Plain);
                return FailLate();
            case "/endless":
                Finished(environ).Add((_, _, error) => Tell(environ.QueryString, error?.GetType().Name ?? "nothing"));
                startResponse("200 OK", Plain);
                return Endless();
            default:
                startResponse("200 OK", Plain);
                return Body.Text(
                    $"{environ.ScriptName}|{environ.PathInfo}|"
                        + $"{(environ.TryGetValue(EnvironKeys.RequestUri, out var target) ? target : "")}");
        }
    }

    private static ICollection<Func<Environ, string?, Exception?, ValueTask>> Finished(Environ environ) =>
        (ICollection<Func<Environ, string?, Exception?, ValueTask>>)environ[EnvironKeys.ResponseFinished]!;

    /// <summary>All of the input is read first: fcgiwrap passes on no output before.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Echo(Stream input)
    {
        using var all = new MemoryStream();
        input.CopyTo(all);
        foreach (var block in all.ToArray().Chunk(10_000))
            yield return block;
    }

    /// <summary>The second block is not produced before the test, which has the first by then, lets it.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Stream(string gate)
    {
        yield return "first "u8.ToArray();
        using var socket = Connect(gate);
        socket.Receive(new byte[1]);
        yield return "second"u8.ToArray();
    }

    private static IEnumerable<ReadOnlyMemory<byte>> FailLate()
    {
        yield return "first "u8.ToArray();
        throw new InvalidOperationException(Secret);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Endless()
    {
        for (var number = 0L; ; number++)
            yield return Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture) + "\n");
    }

    private static ValueTask Tell(string gate, string what)
    {
        using var socket = Connect(gate);
        socket.Send(Encoding.UTF8.GetBytes(what));
        return default;
    }

    private static Socket Connect(string gate)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(Uri.UnescapeDataString(gate)));
        return socket;
    }
}
