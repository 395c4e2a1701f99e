using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Benchmarks.Apps;

/// <summary>Minimal APIs write JSON by the same generated code as everybody else here.</summary>
internal static class MinimalApiJson
{
    public static void Configure(IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, PayloadJson.Default));
}
