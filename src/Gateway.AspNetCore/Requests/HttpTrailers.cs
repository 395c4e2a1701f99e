using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore.Requests;

/// <summary><c>gateway.trailers</c>, on a protocol that has them.</summary>
internal sealed class HttpTrailers(HttpResponse response) : ResponseTrailers
{
    private HttpResponse? _response = response;

    /// <summary>Spares a request that cannot have them the search for the feature, which is dear where it is absent.</summary>
    public static bool IsPossible(IHttpRequestFeature request) => !HttpProtocol.IsHttp11(request.Protocol) && !HttpProtocol.IsHttp10(request.Protocol);

    /// <summary>Lets the response go: ASP.NET Core uses the object for another one.</summary>
    public void End() => _response = null;

    protected override void AppendValidated(string name, string value) =>
        (_response ?? throw new GatewayContractException($"The trailer {name} comes too late: the response has ended.")).AppendTrailer(name, value);
}
