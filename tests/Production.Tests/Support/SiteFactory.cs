using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace Production.Tests;

/// <summary>An instance of the sample on Kestrel, at a port of its own.</summary>
public sealed class SiteFactory : WebApplicationFactory<Program>
{
    private readonly IReadOnlyDictionary<string, string> _settings;

    public SiteFactory(IReadOnlyDictionary<string, string> settings)
    {
        _settings = settings;
        ClientOptions.HandleCookies = false; // Tests send them themselves, to either instance.
        UseKestrel(0);
        StartServer();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (name, value) in _settings)
            builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }
}
