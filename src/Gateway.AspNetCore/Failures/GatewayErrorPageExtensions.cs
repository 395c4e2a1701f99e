using Gateway.AspNetCore.Failures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds the error page of gateway apps to an ASP.NET Core pipeline.</summary>
public static class GatewayErrorPageExtensions
{
    private const string Category = "Gateway.AspNetCore.Requests";

    /// <summary>Responds to exceptions of the rest of the pipeline with a page for the developer: source lines, middleware,
    /// environ.</summary>
    /// <remarks>For Development only: the page shows what the app knows. A browser gets the page, a client of JSON problem details
    /// (RFC 9457), every other client the trace as text. A response that has begun cannot be replaced, and its exception goes on.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <returns>The pipeline.</returns>
    /// <example>
    /// <code>
    /// if (app.Environment.IsDevelopment())
    ///     app.UseGatewayErrorPage();
    /// app.UseGatewayApp(App);
    /// </code>
    /// </example>
    public static IApplicationBuilder UseGatewayErrorPage(this IApplicationBuilder builder) =>
        builder.UseErrorPage(showDetails: true, outer: []);

    internal static IApplicationBuilder UseErrorPage(this IApplicationBuilder builder, bool showDetails, IReadOnlyList<string> outer)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var logger = builder.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(Category);
        return builder.Use(next => new ErrorPageMiddleware(next, logger, showDetails, outer).InvokeAsync);
    }
}
