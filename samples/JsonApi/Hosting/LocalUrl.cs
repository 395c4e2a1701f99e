using Microsoft.AspNetCore.Http;

namespace JsonApi;

/// <summary>The URL under which this machine reaches an address that the server listens on.</summary>
internal static class LocalUrl
{
    public static Uri Of(string address)
    {
        var binding = BindingAddress.Parse(address);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
    }
}
