using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Faults;

/// <summary>Apps that call start_response a second time.</summary>
internal static class StartsTwice
{
    public static IEnumerable<ReadOnlyMemory<byte>> WithoutAnException(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("X-First", "1")]);
        startResponse("201 Created", [("X-Second", "1")]);
        return Body.Text("leaked");
    }

    public static IEnumerable<ReadOnlyMemory<byte>> WithoutAnExceptionAfterTheHead(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", Blocks.Plain);
        yield return Blocks.Of("first");
        startResponse("201 Created", Blocks.Plain);
        yield return Blocks.Of("leaked");
    }

    public static IEnumerable<ReadOnlyMemory<byte>> AfterAFirstCallThatFailed(Environ environ, StartResponse startResponse)
    {
        try
        {
            startResponse("not a status", []);
        }
        catch (GatewayContractException)
        {
        }

        startResponse("200 OK", []);
        return Body.Text("leaked");
    }

    /// <summary>What PEP 3333 tells apps to do, with an exception that remembers where it came from.</summary>
    public static GatewayApp WithAnExceptionAfterTheHead(Answer<Exception> thrownAgain, Exception original) => (environ, startResponse) =>
    {
        return Fail();

        IEnumerable<ReadOnlyMemory<byte>> Fail()
        {
            startResponse("200 OK", Blocks.Plain);
            yield return Blocks.Of("first");
            Exception? caught = null;
            try
            {
                ThrowFromDeepWithin(original);
            }
            catch (InvalidOperationException error)
            {
                caught = error;
            }

            try
            {
                startResponse("500 Oops", [("X-Late", "1")], caught);
            }
            catch (InvalidOperationException error)
            {
                thrownAgain.Set(error);
                throw;
            }

            yield return Blocks.Of("leaked");
        }
    };

    private static void ThrowFromDeepWithin(Exception exception) => throw exception;
}
