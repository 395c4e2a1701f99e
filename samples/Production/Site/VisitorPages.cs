using Gateway;
using Gateway.Toolkit;

namespace Production;

/// <summary>Two pages that show what the instances share: a session in Redis, and a cookie that any of them can open.</summary>
internal sealed class VisitorPages(CookieSigner signer)
{
    private const string Cookie = "visitor";

    private static readonly SetCookieOptions CookieOptions = new() { MaxAge = TimeSpan.FromDays(30) };

    /// <summary>Counts the visits of a session.</summary>
    public static async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CountAsync(Environ environ, StartResponse startResponse)
    {
        var session = await environ.SessionAsync();
        var visits = int.TryParse(session["visits"], out var count) ? count + 1 : 1;
        session["visits"] = $"{visits}";
        return Response.Text($"Visit {visits}\n").Send(environ, startResponse);
    }

    /// <summary>Gives the client a name in an encrypted cookie, and tells it the name that it has.</summary>
    public ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> Name(Environ environ, StartResponse startResponse)
    {
        var name = new Request(environ).SignedCookie(Cookie, signer);
        var response = name is not null
            ? Response.Text($"Welcome back, {name}\n")
            : Response.Text("Welcome\n").SetSignedCookie(Cookie, $"visitor {Guid.NewGuid():N}", signer, CookieOptions);
        return new(response.With("Cache-Control", "no-store").Send(environ, startResponse));
    }
}
