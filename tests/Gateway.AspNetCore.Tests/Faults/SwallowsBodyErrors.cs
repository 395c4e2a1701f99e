using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Faults;

/// <summary>Apps that take a broken request body for a whole one.</summary>
internal static class SwallowsBodyErrors
{
    /// <summary>Catches whatever the read throws and answers as if nothing were wrong.</summary>
    public static GatewayApp AndAnswers(string status, Answer<Exception>? caught = null, Signal? called = null) =>
        (environ, startResponse) =>
        {
            called?.Set();
            Swallow(environ, caught);
            startResponse(status, Blocks.Plain);
            return Body.Text("all is well");
        };

    /// <summary>The same, but the head and a block are out before the read.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> AfterTheFirstBlock(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", Blocks.Plain);
        yield return Blocks.Of("first");
        Swallow(environ, null);
        yield return Blocks.Of("second");
    }

    /// <summary>The same, with a length declared: what was promised can all be sent.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> AfterTheFirstBlockOfADeclaredLength(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Length", "11")]);
        yield return Blocks.Of("first");
        Swallow(environ, null);
        yield return Blocks.Of("second");
    }

    /// <summary>Reads no more than one block, whatever comes of it, and returns nothing.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> AndReturnsNothing(Environ environ, StartResponse startResponse)
    {
        Swallow(environ, null);
        startResponse("204 No Content", []);
        return Body.Empty;
    }

    private static void Swallow(Environ environ, Answer<Exception>? caught)
    {
        try
        {
            environ.Input.CopyTo(Stream.Null);
        }
        catch (IOException error)
        {
            caught?.Set(error);
        }
    }
}
