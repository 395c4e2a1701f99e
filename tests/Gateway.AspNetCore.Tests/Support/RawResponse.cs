using System.Text;

namespace Gateway.AspNetCore.Tests.Support;

/// <summary>How the end of a response's body is to be known.</summary>
internal enum Framing
{
    None,
    ContentLength,
    Chunked,
    Close,
}

/// <summary>How a response ended on the wire.</summary>
internal enum Ending
{
    /// <summary>As its framing says: every byte of Content-Length, or the terminating chunk.</summary>
    Complete,

    /// <summary>The server closed the connection. The regular end only of <see cref="Framing.Close"/>.</summary>
    Fin,

    /// <summary>The server reset the connection.</summary>
    Reset,
}

/// <summary>The status line and headers as they came, repeats apart.</summary>
internal sealed record RawHead(string StatusLine, IReadOnlyList<(string Name, string Value)> Headers)
{
    public int Status => int.Parse(StatusLine.AsSpan(9, 3), provider: null);

    public string Reason => StatusLine[13..];

    public string? Header(string name) => All(name) is [.., var last] ? last : null;

    public IReadOnlyList<string> All(string name) =>
        [.. Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    public bool Has(string name) => All(name).Count > 0;

    /// <summary>The framing of the body, for any request but HEAD (RFC 9112, 6.3).</summary>
    public Framing Framing => Status is 204 or 304 or < 200 ? Framing.None
        : Header("Transfer-Encoding") == "chunked" ? Framing.Chunked
        : Has("Content-Length") ? Framing.ContentLength
        : Framing.Close;
}

internal sealed record RawResponse(RawHead Head, byte[] Bytes, Framing Framing, Ending Ending, IReadOnlyList<string> Chunks)
{
    public int Status => Head.Status;

    public string Text => Encoding.UTF8.GetString(Bytes);

    public string? Header(string name) => Head.Header(name);

    public bool Has(string name) => Head.Has(name);

    /// <summary>Whether a client must take the body for whole.</summary>
    public bool LooksWhole => Ending == Ending.Complete || (Framing == Framing.Close && Ending == Ending.Fin);
}
