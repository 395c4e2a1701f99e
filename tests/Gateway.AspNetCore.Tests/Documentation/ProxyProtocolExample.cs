using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Gateway.AspNetCore.Tests.Documentation;

/// <summary>The example of <c>UseProxyProtocol</c>, word by word.</summary>
internal static class ProxyProtocolExample
{
    public static void Configure(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(
            8080, listen => listen.UseProxyProtocol([IPNetwork.Parse("10.0.0.0/24")])));
    }
}
