namespace Gateway.Testing.Tests.Clients;

/// <summary>The README's example of the client, word by word.</summary>
public sealed class ReadmeExampleTests
{
    [Fact]
    public async Task The_client_serves_an_app_in_memory()
    {
        var client = new GatewayClient(Greeting);
        var response = await client.Get("/articles");

        response.Status.ShouldBe("200 OK");
        response.Text.ShouldBe("You asked for /articles\n");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Greeting(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text($"You asked for {environ.PathInfo}\n");
    }
}
