using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tool.Serving;

/// <summary>The certificate for https://: from files, which can be read again, or one for development.</summary>
internal sealed class Certificates
{
    private readonly string? _certFile;
    private readonly string? _keyFile;

    /// <exception cref="ToolException">The files cannot be used.</exception>
    public Certificates(string? certFile, string? keyFile, IEnumerable<Binding> bindings)
    {
        (_certFile, _keyFile) = (certFile, keyFile);
        Current = certFile is null
            ? SslStreamCertificateContext.Create(DevelopmentCertificate.Create(bindings), null, offline: true)
            : Read(certFile, keyFile);
    }

    /// <summary>The certificate that the next handshake uses.</summary>
    public SslStreamCertificateContext Current { get; private set; }

    public bool IsForDevelopment => _certFile is null;

    public string Fingerprint =>
        string.Join(':', Current.TargetCertificate.GetCertHash(HashAlgorithmName.SHA256).Select(part => part.ToString("X2", null)));

    /// <summary>Reads the files again; when that fails, what there was stays.</summary>
    /// <exception cref="ToolException">The files cannot be used.</exception>
    public void Reload()
    {
        if (_certFile is not null)
            Current = Read(_certFile, _keyFile);
    }

    private static SslStreamCertificateContext Read(string certFile, string? keyFile)
    {
        Exist("--certfile", certFile);
        if (keyFile is not null)
            Exist("--keyfile", keyFile);
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certFile);
            if (chain.Count == 0)
                throw new ToolException(
                    ExitCode.Listen, $"--certfile {certFile} holds no certificate in PEM (-----BEGIN CERTIFICATE-----).");
            using var pem = X509Certificate2.CreateFromPemFile(certFile, keyFile);

            // TLS on Windows refuses a key that exists in memory only; taking a copy through PKCS #12 gives it one it takes.
            var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
            return SslStreamCertificateContext.Create(certificate, chain, offline: true);
        }
        catch (ArgumentException error)
        {
            throw new ToolException(
                ExitCode.Listen, $"The key in {keyFile ?? certFile} is not that of the certificate in {certFile}.", error);
        }
        catch (CryptographicException error)
        {
            throw new ToolException(ExitCode.Listen, $"{WhatFailed(certFile, keyFile)}: {error.Message}", error);
        }
    }

    private static string WhatFailed(string certFile, string? keyFile)
    {
        var key = File.ReadAllText(keyFile ?? certFile);
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            return keyFile is null
                ? $"--certfile {certFile} holds no private key, and there is no --keyfile"
                : $"--keyfile {keyFile} holds no private key in PEM";
        return key.Contains("ENCRYPTED", StringComparison.Ordinal)
            ? $"The key in {keyFile ?? certFile} is encrypted; gateway needs one that is not"
            : $"--certfile {certFile} cannot be used";
    }

    private static void Exist(string option, string path)
    {
        try
        {
            using var file = File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Listen, $"{option} {path} cannot be read: {error.Message}", error);
        }
    }
}
