using Gateway;
using Gateway.Toolkit;

public static class Site
{
    // certbot writes its files below the folder that -w names.
    private static readonly FileServer Challenges = new("/var/lib/myapp/acme/.well-known/acme-challenge");

    public static readonly AsyncGatewayApp App = new GatewayPipeline()
        .Map("/.well-known/acme-challenge", Challenges)
        .Run(Hello)
        .Build();

    private static IEnumerable<ReadOnlyMemory<byte>> Hello(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text($"You asked for {environ["SSL_SERVER_NAME"] ?? "nothing"}\n");
    }
}
