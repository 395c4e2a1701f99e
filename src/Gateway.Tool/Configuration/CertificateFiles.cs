namespace Gateway.Tool.Configuration;

/// <summary>The files of a certificate for https://; the key is in the first where there is no second.</summary>
internal sealed record CertificateFiles(string CertFile, string? KeyFile);
