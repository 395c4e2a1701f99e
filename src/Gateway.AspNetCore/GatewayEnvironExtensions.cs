using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore;

/// <summary>Gives an app access to the ASP.NET Core application that hosts it. An app that uses it runs on no other host.</summary>
public static class GatewayEnvironExtensions
{
    /// <summary>The request as ASP.NET Core has it. Gateway middleware does not see changes made to it.</summary>
    /// <param name="environ">The environ of a request.</param>
    /// <exception cref="InvalidOperationException">Another host serves the app.</exception>
    public static HttpContext HttpContext(this Environ environ) => Find(environ)
        ?? throw new InvalidOperationException(
            $"The environ has no '{EnvironKeys.HttpContext}', because Gateway.AspNetCore does not serve this app. "
            + "In a test, set the key to a DefaultHttpContext.");

    /// <summary>Gets a service from the request's scope.</summary>
    /// <param name="environ">The environ of a request.</param>
    /// <returns>The service; null if there is no such service, or if another host serves the app.</returns>
    public static T? GetService<T>(this Environ environ)
        where T : class => Find(environ)?.RequestServices?.GetService<T>();

    /// <summary>Gets a service from the request's scope: a scoped service is the same for all middleware of the request.</summary>
    /// <param name="environ">The environ of a request.</param>
    /// <returns>The service.</returns>
    /// <exception cref="InvalidOperationException">There is no such service, or another host serves the app.</exception>
    /// <example>
    /// <code>
    /// router.Get("/articles", request => Response.Json(request.Environ.GetRequiredService&lt;ArticleStore&gt;().All()));
    /// </code>
    /// </example>
    public static T GetRequiredService<T>(this Environ environ)
        where T : notnull => environ.HttpContext().RequestServices.GetRequiredService<T>();

    private static HttpContext? Find(Environ environ)
    {
        ArgumentNullException.ThrowIfNull(environ);
        return environ.TryGetValue(EnvironKeys.HttpContext, out var context) ? context as HttpContext : null;
    }
}
