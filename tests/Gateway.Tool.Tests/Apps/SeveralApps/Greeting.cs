using Gateway;

namespace SeveralApps;

/// <summary>A type that is an app by conversion.</summary>
public sealed class Greeting(string text)
{
    public static implicit operator GatewayApp(Greeting greeting) => greeting.Call;

    private Body Call(Environ environ, StartResponse startResponse) => Apps.Text(startResponse, text);
}
