using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace MixedHost;

/// <summary>Authentication by a key in <c>X-Api-Key</c>. It knows nothing of gateway apps; they see its outcome as <c>REMOTE_USER</c>,
/// <c>AUTH_TYPE</c> and <c>gateway.user</c>.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<ApiKeyOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<ApiKeyOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers["X-Api-Key"].ToString() is not { Length: > 0 } key)
            return Task.FromResult(AuthenticateResult.NoResult());

        // All of them, and each in the same time however much of it is right: how long it takes must tell nothing.
        var sent = Hash(key);
        string? user = null;
        foreach (var (name, expected) in Options.Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(sent, Hash(expected)))
                user = name;
        }

        if (user is null)
            return Task.FromResult(AuthenticateResult.Fail("Nobody has this key."));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, user), new Claim(ClaimTypes.Role, "reader")], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName; // A 401 must say how to do better (RFC 9110, 11.6.1).
        return base.HandleChallengeAsync(properties);
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
