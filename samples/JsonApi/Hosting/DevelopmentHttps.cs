using System.Security.Cryptography.X509Certificates;
using Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace JsonApi;

/// <summary>Gives https URLs the <see cref="DevelopmentCertificate"/> and tells how to trust it.</summary>
internal static partial class DevelopmentHttps
{
    /// <summary>Sets the certificate for every https URL. It is made only if there is one.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="pemPath">Where the public part goes.</param>
    public static void UseDevelopmentCertificate(this WebApplicationBuilder builder, string pemPath)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var certificate = new Lazy<X509Certificate2>(() => Create(pemPath));
            kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate.Value);
        });
    }

    /// <summary>Logs, once the ports are known, a command that works.</summary>
    /// <param name="app">The application.</param>
    /// <param name="pemPath">Where the public part is.</param>
    public static void ShowHowToTrust(this WebApplication app, string pemPath) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        foreach (var address in addresses.Where(address => address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)))
            LogCommand(app.Logger, pemPath, LocalUrl.Of(address));
    });

    // The public part is all that a client needs in order to trust it. The private key never leaves the process.
    private static X509Certificate2 Create(string pemPath)
    {
        var certificate = DevelopmentCertificate.Create();
        Directory.CreateDirectory(Path.GetDirectoryName(pemPath)!);
        File.WriteAllText(pemPath, certificate.ExportCertificatePem() + "\n");
        return certificate;
    }

    [LoggerMessage(1, LogLevel.Information, "Try: curl --cacert {PemPath} {Url}articles")]
    private static partial void LogCommand(ILogger logger, string pemPath, Uri url);
}
