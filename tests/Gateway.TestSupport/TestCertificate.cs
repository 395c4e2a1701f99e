using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.TestSupport;

/// <summary>Certificates of this test run.</summary>
public static class TestCertificate
{
    /// <summary>The servers' certificate, for localhost.</summary>
    public static readonly X509Certificate2 Server = Create("localhost");

    /// <summary>A client's certificate, of the user alice.</summary>
    public static readonly X509Certificate2 Client = Create("alice");

    /// <summary>Trusts <see cref="Server"/> and no other certificate.</summary>
    public static bool IsServer(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.GetCertHashString() == Server.GetCertHashString();

    /// <summary>Creates a self-signed certificate with this common name and DNS name, valid for a day.</summary>
    public static X509Certificate2 Create(string name) => Create([name], issuer: null, days: 1);

    /// <summary>Creates the certificate of an authority, which signs others.</summary>
    public static X509Certificate2 CreateAuthority(string name, X509Certificate2? issuer = null) =>
        Create([name], issuer, days: 3, isAuthority: true);

    /// <summary>Creates a certificate.</summary>
    /// <param name="names">The DNS names. The first is the common name.</param>
    /// <param name="issuer">The authority that signs it. Null makes it self-signed.</param>
    /// <param name="days">The number of days until it expires. It is negative for one that has expired.</param>
    /// <param name="isAuthority">Whether it may sign others.</param>
    /// <param name="purpose">The only use that it is for, by its number. Null allows all.</param>
    public static X509Certificate2 Create(
        string[] names, X509Certificate2? issuer, int days, bool isAuthority = false, string? purpose = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        if (isAuthority)
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        else
            request.CertificateExtensions.Add(Names(names));
        if (purpose is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));

        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(days));
        using var signed = issuer?.GetECDsaPrivateKey() is { } issuerKey
            ? Sign(request, issuer, issuerKey, from, to)
            : request.CreateSelfSigned(from, to);
        using var certificate = signed.HasPrivateKey ? null : signed.CopyWithPrivateKey(key);

        // The round trip gives the key a form that the TLS of every platform takes.
        var pfx = (certificate ?? signed).Export(X509ContentType.Pkcs12);
        return X509CertificateLoader.LoadPkcs12(pfx, null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>The private key of a certificate made here, as PEM.</summary>
    public static string PrivateKeyPem(this X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>A certificate made here and its private key, as PEM.</summary>
    public static string BothPem(this X509Certificate2 certificate) =>
        $"{certificate.ExportCertificatePem()}\n{certificate.PrivateKeyPem()}\n";

    private static X509Certificate2 Sign(
        CertificateRequest request, X509Certificate2 issuer, ECDsa issuerKey, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = issuerKey;
        var generator = X509SignatureGenerator.CreateForECDsa(key);
        return request.Create(issuer.SubjectName, generator, from, to, RandomNumberGenerator.GetBytes(16));
    }

    private static X509Extension Names(string[] names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
            builder.AddDnsName(name);
        return builder.Build();
    }
}
