using System.Runtime.CompilerServices;
using Gateway.Fakes;

namespace Gateway.Apps;

/// <summary>Three overloads, one per shape of app, as every host declares them: each way of writing an app finds its own without a
/// cast.</summary>
public class OverloadsTests
{
    [Fact]
    public void A_lambda_is_synchronous() => Bound((environ, startResponse) => Body.Empty).ShouldBe("sync");

    [Fact]
    public void A_lambda_that_only_throws_is_synchronous() =>
        Bound((environ, startResponse) => throw new InvalidDataException("broken")).ShouldBe("sync");

    [Fact]
    public void A_method_group_is_synchronous() => Bound(Hello).ShouldBe("sync");

    [Fact]
    public void An_iterator_is_synchronous() => Bound(Iterate).ShouldBe("sync");

    [Fact]
    public void An_async_lambda_is_asynchronous() => Bound(async (environ, startResponse) =>
    {
        await Task.Yield();
        return Body.Empty;
    }).ShouldBe("async");

    [Fact]
    public void An_async_method_group_is_asynchronous() => Bound(HelloAsync).ShouldBe("async");

    [Fact]
    public void An_async_iterator_is_an_iterator() => Bound(IterateAsync).ShouldBe("async iterator");

    [Fact]
    public void A_built_pipeline_is_asynchronous() => Bound(new GatewayPipeline().Build()).ShouldBe("async");

    [OverloadResolutionPriority(1)]
    private static string Bound(GatewayApp app) => app is null ? "nothing" : "sync";

    private static string Bound(AsyncGatewayApp app) => app is null ? "nothing" : "async";

    private static string Bound(AsyncIteratorApp app) => app is null ? "nothing" : "async iterator";

    private static Body Hello(Environ environ, StartResponse startResponse) => Body.Empty;

    private static IEnumerable<ReadOnlyMemory<byte>> Iterate(Environ environ, StartResponse startResponse)
    {
        yield return Blocks.Of("x");
    }

    private static async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> HelloAsync(Environ environ, StartResponse startResponse)
    {
        await Task.Yield();
        return Body.Empty;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> IterateAsync(Environ environ, StartResponse startResponse)
    {
        await Task.Yield();
        yield return Blocks.Of("x");
    }
}
