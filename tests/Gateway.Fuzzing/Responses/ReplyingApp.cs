using System.Buffers;
using Gateway.Fuzzing.Engine;

namespace Gateway.Fuzzing.Responses;

/// <summary>An app that says what it is told to, through one of all the doors there are.</summary>
internal sealed class ReplyingApp(FuzzHost host)
{
    private const int Doors = 7;

    public static Reply ReplyOf(FuzzCase fuzzCase, int index) => Reply.Create(fuzzCase.ForRequest(index));

    public IEnumerable<ReadOnlyMemory<byte>> Run(Environ environ, StartResponse startResponse)
    {
        var fuzzCase = host.Case;
        var index = fuzzCase.Requests.Count - 1;
        var reply = ReplyOf(fuzzCase, index);
        var random = fuzzCase.ForRequest(index + 100);
        var before = random.Chance(10);
        if (before)
            startResponse("200 Before", [("X-Before", "1"), ("Content-Length", "1")]);

        IBodyWriter Start() => StartChecked(startResponse, reply, fuzzCase, before ? new FuzzedAppException() : null);
        switch (random.Next(Doors))
        {
            case 0:
                Start();
                return Body.Bytes(reply.Content);
            case 1:
                Start();
                return new List<ReadOnlyMemory<byte>>(reply.Blocks.Select(block => (ReadOnlyMemory<byte>)block));
            case 2:
                return Lazily(Start, reply);
            case 3:
                var writer = Start();
                foreach (var block in reply.Blocks)
                    writer.Write(block);
                return [];
            case 4:
                Start();
                return Body.Write(async (output, cancel) =>
                {
                    foreach (var block in reply.Blocks)
                    {
                        output.Write(block);
                        await output.FlushAsync(cancel);
                    }
                });
            case 5:
                Start();
                return Body.Stream(new MemoryStream(reply.Content), 1 + random.Next(5000));
            default:
                Start();
                return reply.Blocks.Select(block => (ReadOnlyMemory<byte>)block);
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lazily(Func<IBodyWriter> start, Reply reply)
    {
        start();
        foreach (var block in reply.Blocks)
            yield return block;
    }

    private static IBodyWriter StartChecked(StartResponse startResponse, Reply reply, FuzzCase fuzzCase, Exception? exception)
    {
        try
        {
            var writer = startResponse(reply.Status!, reply.Headers, exception);
            if (!reply.IsValid)
                fuzzCase.Violations.Enqueue($"start_response took {reply}");
            return writer;
        }
        catch (GatewayContractException error)
        {
            if (reply.IsValid)
                fuzzCase.Violations.Enqueue($"start_response refused {reply}: {error.Message}");
            if (error.Message.Any(character => character is < ' ' or > '~'))
                fuzzCase.Violations.Enqueue($"the message is not printable: {Escaping.Escape(error.Message)}");
            throw;
        }
    }
}
