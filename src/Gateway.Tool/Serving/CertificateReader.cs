using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tool.Configuration;

namespace Gateway.Tool.Serving;

/// <summary>Reads certificates and keys in PEM. Each message names the option and the file.</summary>
internal static class CertificateReader
{
    /// <exception cref="ToolException">The files cannot be used.</exception>
    public static ServerCertificate Read(CertificateFiles files, SslCertificateTrust? clients)
    {
        var chain = ReadAll("--certfile", files.CertFile);
        var (certFile, keyFile) = files;
        if (keyFile is not null)
            MustBeReadable("--keyfile", keyFile);
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(certFile, keyFile);

            // TLS on Windows refuses a key that exists in memory only; taking a copy through PKCS #12 gives it one it takes.
            var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
            return new(files, SslStreamCertificateContext.Create(certificate, chain, offline: true, clients));
        }
        catch (ArgumentException error)
        {
            throw Failed($"{NameOfKey(files)}: the key is not that of the certificate in {certFile}.", error);
        }
        catch (CryptographicException error)
        {
            throw Failed($"{WhatFailed(files)}: {error.Message}", error);
        }
    }

    /// <summary>The authorities that clients' certificates may come from.</summary>
    /// <exception cref="ToolException">The file cannot be used.</exception>
    public static SslCertificateTrust ReadAuthorities(string path)
    {
        var authorities = ReadAll("--ca-certs", path);
        if (!authorities.Any(certificate => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData)))
            throw Failed($"--ca-certs {path} holds no root certificate, one that is signed by itself, so no client could be trusted.");

        // Browsers offer those of their certificates that come from the authorities that the server names; Windows cannot name them.
        return SslCertificateTrust.CreateForX509Collection(authorities, sendTrustInHandshake: !OperatingSystem.IsWindows());
    }

    private static X509Certificate2Collection ReadAll(string option, string path)
    {
        MustBeReadable(option, path);
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(path);
        }
        catch (CryptographicException error)
        {
            throw Failed($"{option} {path} holds a certificate that cannot be read: {error.Message}", error);
        }

        return certificates.Count > 0
            ? certificates
            : throw Failed($"{option} {path} holds no certificate in PEM (-----BEGIN CERTIFICATE-----).");
    }

    private static string WhatFailed(CertificateFiles files)
    {
        var (certFile, keyFile) = files;
        var key = File.ReadAllText(keyFile ?? certFile);
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            return keyFile is null
                ? $"--certfile {certFile} holds no private key, and there is no --keyfile"
                : $"--keyfile {keyFile} holds no private key in PEM";
        return key.Contains("ENCRYPTED", StringComparison.Ordinal)
            ? $"{NameOfKey(files)}: the key is encrypted; gateway needs one that is not"
            : $"--certfile {certFile} cannot be used";
    }

    private static string NameOfKey(CertificateFiles files) =>
        files.KeyFile is { } keyFile ? $"--keyfile {keyFile}" : $"--certfile {files.CertFile}";

    private static void MustBeReadable(string option, string path)
    {
        try
        {
            using var file = File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failed($"{option} {path} cannot be read: {error.Message}", error);
        }
    }

    private static ToolException Failed(string message, Exception? cause = null) => new(ExitCode.Listen, message, cause);
}
