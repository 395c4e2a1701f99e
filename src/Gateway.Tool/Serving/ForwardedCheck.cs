using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gateway.Tool.Serving;

/// <summary>Leaves only values in X-Forwarded-For and X-Forwarded-Proto that the framework's middleware can take at their word.</summary>
/// <remarks>The framework believes <c>1</c> as 0.0.0.1, sets the port 0 where none was sent, and takes every scheme.</remarks>
internal static class ForwardedCheck
{
    private const string Address = "X-Forwarded-For";
    private const string Scheme = "X-Forwarded-Proto";

    public static Task BeforeAsync(HttpContext context, RequestDelegate next)
    {
        Keep(context.Request.Headers, Address, static value => IsAddress(value) ? value : null);
        Keep(context.Request.Headers, Scheme, SchemeOf);
        return next(context);
    }

    // From the nearest proxy outwards, up to the first value that is invalid: nothing behind it can be believed.
    private static void Keep(IHeaderDictionary headers, string name, Func<string, string?> read)
    {
        if (!headers.TryGetValue(name, out var received))
            return;
        var values = received.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var kept = values.Reverse().Select(read).TakeWhile(value => value is not null).Reverse().ToArray();
        if (kept.Length > 0)
            headers[name] = new StringValues(string.Join(", ", kept));
        else
            headers.Remove(name);
    }

    private static string? SchemeOf(string text) => text.ToLowerInvariant() switch
    {
        "http" or "ws" => "http",
        "https" or "wss" => "https",
        _ => null,
    };

    // IPEndPoint and IPAddress also take numbers and addresses with fewer than four parts (inet_aton).
    private static bool IsAddress(string text)
    {
        if (!IPEndPoint.TryParse(text, out var parsed))
            return false;
        return parsed.Address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork
            || text.StartsWith(parsed.Address.ToString(), StringComparison.Ordinal);
    }
}
