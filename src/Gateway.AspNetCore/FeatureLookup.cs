using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Gateway.AspNetCore;

/// <summary>The features that requests often ask for.</summary>
/// <remarks>Looks them up by type, because <see cref="IFeatureCollection.Get{TFeature}"/> is slow:
/// the runtime resolves a generic interface method at each call.
/// Each feature has its own method, because the JIT can then specialize the cast for the one class of the server.</remarks>
internal static class FeatureLookup
{
    public static IHttpRequestFeature Request(this IFeatureCollection features) =>
        (IHttpRequestFeature?)features[typeof(IHttpRequestFeature)] ?? throw Missing(nameof(IHttpRequestFeature));

    public static IHttpResponseFeature Response(this IFeatureCollection features) =>
        (IHttpResponseFeature?)features[typeof(IHttpResponseFeature)] ?? throw Missing(nameof(IHttpResponseFeature));

    public static IHttpResponseBodyFeature ResponseBody(this IFeatureCollection features) =>
        (IHttpResponseBodyFeature?)features[typeof(IHttpResponseBodyFeature)] ?? throw Missing(nameof(IHttpResponseBodyFeature));

    public static IHttpRequestBodyDetectionFeature? RequestBodyDetection(this IFeatureCollection features) =>
        (IHttpRequestBodyDetectionFeature?)features[typeof(IHttpRequestBodyDetectionFeature)];

    public static IHttpAuthenticationFeature? Authentication(this IFeatureCollection features) =>
        (IHttpAuthenticationFeature?)features[typeof(IHttpAuthenticationFeature)];

    private static InvalidOperationException Missing(string feature) =>
        new($"The server has no {feature}, so there is no request to serve.");
}
