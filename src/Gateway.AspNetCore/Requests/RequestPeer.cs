using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore.Requests;

/// <summary>The peer that sent the request.</summary>
internal static class RequestPeer
{
    public static string? Address(ConnectionInfo connection) => connection.RemoteIpAddress switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } address => address.MapToIPv4().ToString(),
        var address => address.ToString(),
    };

    public static string? Port(ConnectionInfo connection) =>
        connection.RemoteIpAddress is null || connection.RemotePort == 0
            ? null
            : connection.RemotePort.ToString(CultureInfo.InvariantCulture);

    // Reads the feature, because HttpContext.User would create an anonymous principal.
    public static ClaimsPrincipal? User(HttpContext context) =>
        context.Features.Authentication()?.User is { Identity.IsAuthenticated: true } user ? user : null;
}
