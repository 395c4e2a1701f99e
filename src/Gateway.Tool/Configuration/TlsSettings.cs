using System.CommandLine.Parsing;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gateway.Tool.Configuration;

/// <summary>The certificates for https://, and those that clients are asked for.</summary>
internal sealed class TlsSettings
{
    /// <summary>In the order of the options; empty for one that is made for development.</summary>
    public required IReadOnlyList<CertificateFiles> Certificates { get; init; }

    public required ClientCertificateMode ClientCertificates { get; init; }

    /// <summary>The authorities that clients' certificates have to come from; null where clients are not asked for any.</summary>
    public required string? AuthoritiesFile { get; init; }

    /// <exception cref="ToolException">The options contradict each other; the message names them.</exception>
    public static TlsSettings Read(ServeOptions options, Layers layers, bool hasHttps)
    {
        var (certFiles, keyFiles) = (layers.Get(options.CertFile) ?? [], layers.Get(options.KeyFile) ?? []);
        var (mode, authorities) = (layers.Get(options.ClientCertificates), layers.Get(options.AuthorityCertificates));
        if (certFiles.Length == 0 && keyFiles.Length > 0)
            throw Wrong("--keyfile stands without --certfile.");
        if (keyFiles.Length > 0 && keyFiles.Length != certFiles.Length)
            throw Wrong(
                $"There are {certFiles.Length} --certfile and {keyFiles.Length} --keyfile. Name a key for each certificate, in the same "
                + "order, or none at all: for a certificate file that holds its key, name that file once more.");
        if (certFiles.Length > 0 && !hasHttps)
            throw Wrong("--certfile is given, but no --bind is https://.");
        if (mode is null != authorities is null)
            throw Wrong(
                "--client-certificates and --ca-certs belong together: whether clients must show a certificate, and from which "
                + "authorities.");
        if (mode is not null && !hasHttps)
            throw Wrong("--client-certificates is given, but no --bind is https://.");
        return new TlsSettings
        {
            Certificates = [.. certFiles.Select((file, index) => new CertificateFiles(file, keyFiles.ElementAtOrDefault(index)))],
            ClientCertificates = mode ?? ClientCertificateMode.NoCertificate,
            AuthoritiesFile = authorities,
        };
    }

    /// <summary>Reads the value of <c>--client-certificates</c>.</summary>
    public static ClientCertificateMode? ParseMode(ArgumentResult argument)
    {
        var text = argument.Tokens is [var token] ? token.Value : "";
        if (text == "request")
            return ClientCertificateMode.AllowCertificate;
        if (text == "require")
            return ClientCertificateMode.RequireCertificate;
        argument.AddError($"--client-certificates is '{text}'; write 'request' or 'require'.");
        return null;
    }

    private static ToolException Wrong(string message) => new(ExitCode.Usage, message);
}
