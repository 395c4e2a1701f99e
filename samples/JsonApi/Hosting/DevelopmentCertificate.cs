using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace JsonApi;

/// <summary>A certificate for localhost that lives as long as the process: HTTPS on a machine where nothing has been set up.</summary>
internal static class DevelopmentCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Makes the certificate and writes its public part, all a client needs in order to trust it, to a file.</summary>
    /// <param name="pemPath">The file; what was there is replaced. The private key never leaves the process.</param>
    public static X509Certificate2 Create(string pemPath)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(LocalNames());

        // An hour back, since the clocks of containers and virtual machines are not always in step.
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(7));

        Directory.CreateDirectory(Path.GetDirectoryName(pemPath)!);
        File.WriteAllText(pemPath, certificate.ExportCertificatePem() + "\n");

        // TLS on Windows refuses a key that exists in memory only; taking a copy through PKCS #12 gives it one it takes.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    private static X509Extension LocalNames()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        return names.Build();
    }
}
