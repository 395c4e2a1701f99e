using System.Diagnostics;

namespace Gateway;

/// <summary>The bodies that hosts know by their type: they go on as that type, so that the faster way stays open under the rules.</summary>
internal static class CheckedKnownBody
{
    public static Body Of(LintLayer layer, Body body) => body switch
    {
        WriterBody writer => new WriterBody(new CheckedPush(layer, writer).RunAsync),
        WebSocketBody socket => CheckedWebSocket.Of(layer, socket),
        StreamBody stream => OfStream(layer, stream),
        FileBody file => OfFile(layer, file),
        MemoryBody memory => OfKnownLength(layer, memory, memory.Memory.Length),
        _ => throw new UnreachableException($"The linter does not know {body.GetType().Name}, a kind of body of its own assembly."),
    };

    // Nothing of these needs closing, and nothing of them can go wrong later: their length says it all.
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
            throw layer.Fail("file-there", LintSide.App, $"the file '{file.Path}' is gone or has become shorter than what is to be sent of it.");
        return OfKnownLength(layer, file, file.Count);
    }

    private static StreamBody OfStream(LintLayer layer, StreamBody body)
    {
        //# stream-open (app; W-128, W-129) The stream of `Body.Stream` is still open when the body is returned: the body closes it.
        if (!body.Source.CanRead)
            throw layer.Fail("stream-open", LintSide.App, "it closed the stream of Body.Stream before it was sent; the body closes it (no 'using').");
        return new StreamBody(new CheckedSource(layer, body.Source), body.BlockSize);
    }
}
