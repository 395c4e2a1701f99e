using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace JsonApi.Tests;

/// <summary>The sample's own Program on TestServer, with a store of its own.</summary>
public class JsonApiFactory : WebApplicationFactory<Program>
{
    private readonly TempFolder _folder = new();

    public string StorePath => _folder.File("articles.db");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Store:Path", StorePath);
        builder.UseSetting("Proxy:Trusted", "127.0.0.1/32, ::1/128");
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _folder.Dispose();
    }
}
