using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore.Requests;

/// <summary><c>gateway.trailers</c>, on a protocol that has them.</summary>
internal sealed class HttpTrailers(HttpResponse response) : ResponseTrailers
{
    private HttpResponse? _response = response;

    /// <summary>Avoids a feature lookup, which is slow when the feature is missing.</summary>
    public static bool IsPossible(IHttpRequestFeature request) =>
        !HttpProtocol.IsHttp11(request.Protocol) && !HttpProtocol.IsHttp10(request.Protocol);

    /// <summary>Releases the response: ASP.NET Core uses the object for another one.</summary>
    public void End() => _response = null;

    protected override void AppendValidated(string name, string value) =>
        (_response ?? throw new GatewayContractException(
            $"The trailer {name} was added after the response had ended.")).AppendTrailer(name, value);
}
