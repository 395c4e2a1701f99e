using System.Security.Claims;
using Gateway;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace FlaskShop;

/// <summary>One sign-in for the site: the cookie of ASP.NET Core. Apps behind it, in C# or Python, find the user in REMOTE_USER.</summary>
internal static class SignIn
{
    /// <summary>Signs a user in. A real site would ask for a password first.</summary>
    public static Task As(HttpContext context, string user)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, user)], CookieAuthenticationDefaults.AuthenticationScheme);
        return context.SignInAsync(new ClaimsPrincipal(identity));
    }

    /// <summary>Middleware that lets only users change anything. It does not know in which language the app behind it is written.</summary>
    public static AsyncGatewayApp Around(AsyncGatewayApp app) => (environ, startResponse) =>
    {
        if (environ.RequestMethod is "GET" or "HEAD" || environ.ContainsKey(EnvironKeys.RemoteUser))
            return app(environ, startResponse);
        startResponse("403 Forbidden", [("Content-Type", "text/plain")]);
        return new(Body.Text("Sign in first.\n"));
    };
}
