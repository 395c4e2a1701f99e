using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Faults;

/// <summary>Apps that fail while they produce their body.</summary>
internal static class FailsMidway
{
    public const string Secret = "s3cret on purpose";

    public static IEnumerable<ReadOnlyMemory<byte>> BeforeTheFirstBlock(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("X-Head", "1")]);
        yield return default;
        Throw();
    }

    public static IEnumerable<ReadOnlyMemory<byte>> AfterTheFirstBlock(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", Blocks.Plain);
        yield return Blocks.Of("first");
        Throw();
    }

    public static IEnumerable<ReadOnlyMemory<byte>> InADeclaredLength(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Length", "10")]);
        yield return Blocks.Of("first");
        Throw();
    }

    /// <summary>Everything that was promised is out already when it fails.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> AfterADeclaredLength(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Length", "5")]);
        yield return Blocks.Of("first");
        Throw();
    }

    /// <summary>A cancellation that has nothing to do with the client.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> WithACancellationOfItsOwn(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", Blocks.Plain);
        yield return Blocks.Of("first");
        throw new OperationCanceledException(Secret);
    }

    public static IEnumerable<ReadOnlyMemory<byte>> WithACancellationBeforeTheHead(Environ environ, StartResponse startResponse) =>
        throw new OperationCanceledException(Secret);

    public static IEnumerable<ReadOnlyMemory<byte>> WithAnIoErrorOfItsOwn(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", Blocks.Plain);
        yield return Blocks.Of("first");
        throw new IOException(Secret);
    }

    public static IEnumerable<ReadOnlyMemory<byte>> InTheCall(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("X-Head", "1"), ("Content-Length", "1000")]);
        throw new InvalidOperationException(Secret);
    }

    public static IEnumerable<ReadOnlyMemory<byte>> AfterAWrite(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", Blocks.Plain).Write("first"u8);
        throw new InvalidOperationException(Secret);
    }

    public static IEnumerable<ReadOnlyMemory<byte>> InABodyThatIsPushed(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", Blocks.Plain);
        return Body.Write(async (writer, aborted) =>
        {
            await writer.WriteAsync("first"u8.ToArray(), aborted);
            throw new InvalidOperationException(Secret);
        });
    }

    private static void Throw() => throw new InvalidOperationException(Secret);
}
