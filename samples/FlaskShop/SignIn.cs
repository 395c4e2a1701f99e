using Gateway;

namespace FlaskShop;

/// <summary>Middleware that tells any app behind it, in C# or Python, who the user is. A real site would ask ASP.NET Core's authentication.</summary>
internal static class SignIn
{
    public static AsyncGatewayApp Around(AsyncGatewayApp app) => (environ, startResponse) =>
    {
        // REMOTE_USER is not a header: a client cannot set it.
        if (environ.Header("X-Demo-User") is { Length: > 0 } user)
            environ[EnvironKeys.RemoteUser] = user;
        return app(environ, startResponse);
    };
}
