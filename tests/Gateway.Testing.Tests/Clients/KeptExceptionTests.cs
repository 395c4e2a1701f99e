using System.Runtime.CompilerServices;

namespace Gateway.Testing.Tests.Clients;

public class KeptExceptionTests
{
    [Fact]
    public async Task The_exception_is_not_kept_after_the_call()
    {
        var isKept = true;
        var client = new GatewayClient((_, startResponse) =>
        {
            var exception = Start(startResponse);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            isKept = exception.IsAlive;
            return Body.Empty;
        });

        (await client.Get("/")).StatusCode.ShouldBe(500);

        isKept.ShouldBeFalse();
    }

    // Apart, so that no local variable of the caller keeps it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Start(StartResponse startResponse)
    {
        var exception = new FormatException("on purpose");
        startResponse("500 Oops", [], exception);
        return new WeakReference(exception);
    }
}
