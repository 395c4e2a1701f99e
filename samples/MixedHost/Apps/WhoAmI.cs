using System.Security.Claims;
using Gateway;

namespace MixedHost.Apps;

/// <summary>Tells what the middleware in front has found out.</summary>
internal static class WhoAmI
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
    {
        environ.TryGetValue(EnvironKeys.RemoteUser, out var name);
        environ.TryGetValue(EnvironKeys.AuthType, out var type);
        environ.TryGetValue(EnvironKeys.User, out var user);

        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8")]);
        return Body.Text(
            $"""
            url: {environ.Url.AbsoluteUri}
            address: {environ.RemoteAddr}
            user: {name ?? "nobody"}
            by: {type ?? "nothing"}
            role: {(user as ClaimsPrincipal)?.FindFirstValue(ClaimTypes.Role) ?? "none"}

            """);
    }
}
