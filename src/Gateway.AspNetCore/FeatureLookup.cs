using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore;

/// <summary>Features as the request path asks for them.</summary>
internal static class FeatureLookup
{
    /// <summary>The same as <see cref="IFeatureCollection.Get{TFeature}"/>, which as a generic method of an interface is looked up anew at each call.
    /// Inlined, so that the type is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T? Find<T>(this IFeatureCollection features)
        where T : class
        => (T?)features[typeof(T)]; // Not as: a cast to an interface is remembered, a test for one goes through all of them.
}
