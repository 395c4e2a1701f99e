using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;

namespace Gateway.Testing.Tests.Hosts;

/// <summary>The adapter on ASP.NET Core's TestServer: no socket, no HTTP.</summary>
internal sealed class InProcessHost : AspNetCoreHost
{
    // No peer, no bytes. TestServer joins nothing to a header without a value, and runs no OnCompleted callback where the pipeline throws.
    public const HostCapabilities Capabilities = HostCapabilities.ReasonPhrase | HostCapabilities.Disconnect | HostCapabilities.Unlinted;

    public override async Task<ConformanceResponse> ExchangeAsync(ConformanceExchange exchange)
    {
        using var invoker = new HttpMessageInvoker(new ErrorHandler(Application.GetTestServer().CreateHandler()));
        return await new HttpInvokerClient(invoker, new Uri("http://localhost/"), HttpVersion.Version11).ExchangeAsync(exchange);
    }

    protected override void Configure(WebApplicationBuilder builder) => builder.WebHost.UseTestServer();

    /// <summary>What a server makes of an exception that leaves the pipeline.</summary>
    private sealed class ErrorHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                return new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new ByteArrayContent([]) };
            }
        }
    }
}
