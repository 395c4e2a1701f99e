using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.TestSupport;

/// <summary>Self-signed certificates of this test run.</summary>
public static class TestCertificate
{
    /// <summary>The servers' certificate, for localhost.</summary>
    public static readonly X509Certificate2 Server = Create("localhost");

    /// <summary>A client's certificate, of the user alice.</summary>
    public static readonly X509Certificate2 Client = Create("alice");

    /// <summary>Trusts <see cref="Server"/> and no other certificate.</summary>
    public static bool IsServer(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.GetCertHashString() == Server.GetCertHashString();

    /// <summary>Creates a certificate with this common name and DNS name, valid for a day.</summary>
    public static X509Certificate2 Create(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        // The round trip gives the key a form that the TLS of every platform takes.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>The private key of a certificate made here, as PEM.</summary>
    public static string PrivateKeyPem(this X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }
}
