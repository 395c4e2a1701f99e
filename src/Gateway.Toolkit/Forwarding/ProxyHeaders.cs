namespace Gateway.Toolkit;

/// <summary>The facts that a trusted proxy is believed to tell about the request it received. Name only what the proxy sets or
/// overwrites: what it
/// lets pass comes from the client.</summary>
[Flags]
public enum ProxyHeaders
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The client's address: <c>X-Forwarded-For</c>, or <c>for</c> of <c>Forwarded</c> (RFC 7239, 5.2).</summary>
    For = 1,

    /// <summary>The scheme: <c>X-Forwarded-Proto</c>, or <c>proto</c> (RFC 7239, 5.4).</summary>
    Proto = 1 << 1,

    /// <summary>The host, with or without port: <c>X-Forwarded-Host</c>, or <c>host</c> (RFC 7239, 5.3).</summary>
    Host = 1 << 2,

    /// <summary>The port: <c>X-Forwarded-Port</c>. <c>Forwarded</c> has it in <c>host</c>.</summary>
    Port = 1 << 3,

    /// <summary>The path prefix the proxy has taken off: <c>X-Forwarded-Prefix</c>. <c>Forwarded</c> has none.</summary>
    Prefix = 1 << 4,
}
