using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using Gateway.Fuzzing.Engine;
using Gateway.Fuzzing.Environs;

namespace Gateway.Fuzzing.Connections;

/// <summary>An app that checks its environ, reads some of the body, and answers in one of all the ways there are, right and
/// wrong.</summary>
internal sealed class ProbeApp(FuzzHost host)
{
    private const int Answers = 16;
    private static readonly (string, string)[] Plain = [("Content-Type", "text/plain")];

    public IEnumerable<ReadOnlyMemory<byte>> Run(Environ environ, StartResponse startResponse)
    {
        var fuzzCase = host.Case;
        var index = fuzzCase.Requests.Count - 1;
        var random = fuzzCase.ForRequest(index);
        foreach (var violation in EnvironInvariants.Violations(environ, host.Profile, fuzzCase.Requests[index]))
            fuzzCase.Violations.Enqueue(violation);
        fuzzCase.Inspect?.Invoke(environ);

        if (environ.WebSocket is { } handshake && random.Chance(60))
        {
            fuzzCase.IsUpgraded = true;
            return handshake.Accept(EchoAsync);
        }

        Read(environ, random, fuzzCase);
        (string, string)[] headers = [.. Plain, ("X-Index", $"{index}")];
        return Answer(random.Next(Answers), environ, startResponse, headers, random, fuzzCase);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Answer(
        int way, Environ environ, StartResponse startResponse, (string, string)[] headers, Random random, FuzzCase fuzzCase)
    {
        // An app that fails may leave a response behind that is not whole.
        fuzzCase.MayBeCut |= way is 8 or 9 or 10 or 11;
        switch (way)
        {
            case 0:
                startResponse("200 OK", headers);
                return Body.Text("hello");
            case 1:
                startResponse("404 Nothing There", headers);
                return new List<ReadOnlyMemory<byte>> { Bytes("a"), default, Bytes("b") };
            case 2:
                startResponse("200 OK", [.. headers, ("Content-Length", "6")]);
                return Blocks();
            case 3:
                startResponse("203 Some Of It", headers);
                return Blocks();
            case 4:
                var writer = startResponse("200 OK", headers);
                writer.Write(""u8);
                writer.Write("written"u8);
                return Blocks();
            case 5:
                startResponse("200 OK", headers);
                return Body.Write(async (output, cancel) =>
                {
                    output.Write("one"u8);
                    await output.FlushAsync(cancel);
                    output.Write("two"u8);
                });
            case 6:
                startResponse("200 OK", headers);
                return Body.Stream(new MemoryStream(new byte[random.Next(3000)]), 1 + random.Next(1000));
            case 7:
                startResponse(random.Pick(["204 No Content", "205 Reset Content", "304 Not Modified"]), headers);
                return random.Chance(50) ? Body.Empty : Body.Text("not sent");
            case 8:
                throw new FuzzedAppException();
            case 9:
                startResponse("200 OK", headers);
                return Failing();
            case 10:
                startResponse("200 OK", [.. headers, ("Content-Length", random.Pick(["3", "60"]))]);
                return Blocks();
            case 11:
                startResponse("200 OK", headers);
                startResponse("200 OK", headers);
                return Blocks();
            case 12:
                startResponse("200 OK", [("X-Old", "1")]);
                startResponse("500 Changed", headers, new FuzzedAppException());
                return Blocks();
            case 13:
                return Lazily(startResponse, headers);
            case 14:
                startResponse("200 OK", headers);
                return Echo(environ.Input, fuzzCase);
            default:
                startResponse("200 OK", headers);
                return Body.Text(environ.PathInfo + environ.QueryString);
        }
    }

    private static void Read(Environ environ, Random random, FuzzCase fuzzCase)
    {
        var count = random.Next(4) switch { 0 => 0, 1 => 1, 2 => random.Next(100), _ => int.MaxValue };
        try
        {
            var buffer = new byte[64];
            while (count > 0 && environ.Input.Read(buffer, 0, Math.Min(count, buffer.Length)) is > 0 and var read)
                count -= read;
        }
        catch (RequestBodyException) when (random.Chance(50))
        {
            fuzzCase.MayBeCut = true; // Swallowed: the host knows all the same.
        }
        catch (Exception)
        {
            fuzzCase.MayBeCut = true; // Whether its type is right is seen in the log.
            throw;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Echo(Stream input, FuzzCase fuzzCase)
    {
        var buffer = new byte[100];
        while (true)
        {
            int read;
            try
            {
                read = input.Read(buffer);
            }
            catch (Exception)
            {
                fuzzCase.MayBeCut = true;
                throw;
            }

            if (read == 0)
                yield break;
            yield return buffer.AsMemory(0, read);
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lazily(StartResponse startResponse, (string, string)[] headers)
    {
        startResponse("200 OK", headers);
        yield return Bytes("late");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Blocks()
    {
        yield return Bytes("one");
        yield return default;
        yield return Bytes("two");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Failing()
    {
        yield return Bytes("begun");
        throw new FuzzedAppException();
    }

    private static async Task EchoAsync(WebSocket socket, CancellationToken cancel)
    {
        var buffer = new byte[256];
        while (await socket.ReceiveAsync(buffer.AsMemory(), cancel) is { MessageType: not WebSocketMessageType.Close } received)
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, cancel);
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
