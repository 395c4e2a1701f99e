using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tool.Configuration;

namespace Gateway.Tool.Serving;

/// <summary>A certificate for https:// with those between it and the authority, and the files it is from, if it is from files.</summary>
internal sealed record ServerCertificate(CertificateFiles? Files, SslStreamCertificateContext Context)
{
    public X509Certificate2 Leaf => Context.TargetCertificate;

    /// <summary>Why clients refuse the certificate at this time; null if the time is no reason.</summary>
    public string? WarningAt(DateTime now)
    {
        if (now > Leaf.NotAfter)
            return $"--certfile {Files?.CertFile}: the certificate expired on {Date(Leaf.NotAfter)}, and clients refuse it.";
        return now < Leaf.NotBefore
            ? $"--certfile {Files?.CertFile}: the certificate is not valid before {Date(Leaf.NotBefore)}, and clients refuse it."
            : null;
    }

    public string ValidUntil => Date(Leaf.NotAfter);

    private static string Date(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
