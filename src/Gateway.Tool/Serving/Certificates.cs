using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tool.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gateway.Tool.Serving;

/// <summary>The certificates for https://: from files, which can be read again, or one for development.</summary>
internal sealed class Certificates
{
    private readonly TlsSettings _settings;
    private volatile IReadOnlyList<ServerCertificate> _current;

    /// <exception cref="ToolException">The files cannot be used.</exception>
    public Certificates(TlsSettings settings, IEnumerable<Binding> bindings)
    {
        _settings = settings;
        _current = settings.Certificates.Count > 0 ? ReadFiles() : [ForDevelopment(bindings)];
    }

    public bool IsForDevelopment => _settings.Certificates.Count == 0;

    public string Fingerprint =>
        string.Join(':', _current[0].Leaf.GetCertHash(HashAlgorithmName.SHA256).Select(part => part.ToString("X2", null)));

    /// <summary>Why clients refuse a certificate: it has expired, for example.</summary>
    public IEnumerable<string> Warnings => _current.Select(certificate => certificate.WarningAt(DateTime.Now)).OfType<string>();

    /// <summary>The options of the next handshake.</summary>
    /// <param name="serverName">The name that the client asks for (SNI), if it does.</param>
    public SslServerAuthenticationOptions OptionsFor(string? serverName)
    {
        var options = new SslServerAuthenticationOptions { ServerCertificateContext = Find(serverName).Context };
        if (_settings.ClientCertificates == ClientCertificateMode.NoCertificate)
            return options;

        // The certificate's context has the authorities, so that the platform checks where a client's certificate comes from.
        options.ClientCertificateRequired = true;
        if (_settings.ClientCertificates == ClientCertificateMode.AllowCertificate)
            options.RemoteCertificateValidationCallback =
                (_, certificate, _, errors) => certificate is null || errors == SslPolicyErrors.None;
        return options;
    }

    /// <summary>Reads all files again. If one of them cannot be used, all certificates stay as they were. Open connections keep theirs.
    /// </summary>
    /// <returns>A line for each certificate that has changed.</returns>
    /// <exception cref="ToolException">A file cannot be used.</exception>
    public IReadOnlyList<string> Reload()
    {
        var (before, after) = (_current, IsForDevelopment ? _current : ReadFiles());
        _current = after;
        return
        [
            .. after.Zip(before).Where(pair => pair.First.Leaf.Thumbprint != pair.Second.Leaf.Thumbprint)
                .Select(pair => $"--certfile {pair.First.Files?.CertFile}: a new certificate, valid until {pair.First.ValidUntil}."),
        ];
    }

    // A certificate for the very name goes before one for all names of a domain; the first one is for everything else.
    private ServerCertificate Find(string? serverName)
    {
        var all = _current;
        if (all.Count == 1 || HostName(serverName) is not { } host)
            return all[0];
        return all.FirstOrDefault(certificate => certificate.Leaf.MatchesHostname(host, allowWildcards: false))
            ?? all.FirstOrDefault(certificate => certificate.Leaf.MatchesHostname(host))
            ?? all[0];
    }

    // The platform decodes international names; certificates have the encoded form (xn--).
    private static string? HostName(string? serverName) =>
        Uri.CheckHostName(serverName) == UriHostNameType.Dns && Uri.TryCreate($"https://{serverName}", UriKind.Absolute, out var url)
            ? url.IdnHost
            : null;

    private IReadOnlyList<ServerCertificate> ReadFiles()
    {
        var clients = _settings.AuthoritiesFile is { } path ? CertificateReader.ReadAuthorities(path) : null;
        return [.. _settings.Certificates.Select(files => CertificateReader.Read(files, clients))];
    }

    private ServerCertificate ForDevelopment(IEnumerable<Binding> bindings)
    {
        var clients = _settings.AuthoritiesFile is { } path ? CertificateReader.ReadAuthorities(path) : null;
        var addresses = bindings.Select(binding => binding.Address?.Address).OfType<IPAddress>();
        return new(null, SslStreamCertificateContext.Create(DevelopmentCertificate.Create(addresses), null, offline: true, clients));
    }
}
