using System.Diagnostics;

namespace Gateway;

/// <summary>Puts a body under the rules. It stays of its kind, so that a host sends it as fast as without them.</summary>
internal static class CheckedBody
{
    public static IEnumerable<ReadOnlyMemory<byte>> Of(LintLayer layer, IEnumerable<ReadOnlyMemory<byte>> body) =>
        body is Body known ? OfKnown(layer, known) : Body.Observe(body, layer.Watch(body));

    public static IAsyncEnumerable<ReadOnlyMemory<byte>> Of(LintLayer layer, IAsyncEnumerable<ReadOnlyMemory<byte>> body) =>
        body is Body known ? OfKnown(layer, known) : Body.Observe(body, layer.Watch(body));

    private static Body OfKnown(LintLayer layer, Body body) => body switch
    {
        WriterBody => Body.Observe(body, new WriterRules(layer)),
        WebSocketBody socket => Body.Observe(body, WebSocketRules.For(layer, socket)),
        StreamBody stream => OfStream(layer, stream),
        FileBody file => OfFile(layer, file),
        MemoryBody memory => OfKnownLength(layer, memory, memory.Memory.Length),
        _ => throw new UnreachableException($"The linter does not know {body.GetType().Name}, a kind of body of its own assembly."),
    };

    // These need no close, and nothing can go wrong with them later: their length is all there is to check.
    private static Body OfKnownLength(LintLayer layer, Body body, long length)
    {
        layer.Response.CompleteWith(length);
        layer.ThrowIfUnclosed();
        return body;
    }

    private static Body OfFile(LintLayer layer, FileBody file)
    {
        //## Bodies a host knows

        //# file-there (app; W-133) The file of `Body.File` is there when the body is returned, and holds the part that is to be sent.
        var info = new FileInfo(file.Path);
        if (!info.Exists || info.Length < file.Offset + file.Count)
        {
            throw layer.Fail("file-there", LintSide.App,
                $"the file '{file.Path}' is gone or has become shorter than what is to be sent of it.");
        }
        return OfKnownLength(layer, file, file.Count);
    }

    private static Body OfStream(LintLayer layer, StreamBody body)
    {
        //# stream-open (app; W-128, W-129) The stream of `Body.Stream` is still open when the body is returned: the body closes it.
        if (!body.Source.CanRead)
        {
            throw layer.Fail("stream-open", LintSide.App,
                "it closed the stream of Body.Stream before it was sent; the body closes it (no 'using').");
        }
        return Body.Observe(body, layer.Watch(body));
    }
}
