using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Gateway.AspNetCore;

/// <summary>The features that requests often ask for.</summary>
/// <remarks>By their type and not by <see cref="IFeatureCollection.Get{TFeature}"/>: a generic method of an interface is looked up anew at each call.
/// A method for each, because in a generic one the cast would go through all interfaces of the server's class; here it is soon compiled for the one class there is.</remarks>
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

    private static InvalidOperationException Missing(string feature) => new($"The server has no {feature}, so there is no request to serve.");
}
