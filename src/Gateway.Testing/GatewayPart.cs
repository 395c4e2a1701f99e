using System.Text;

namespace Gateway.Testing;

/// <summary>A part of a <c>multipart/form-data</c> body (RFC 7578): a field or a file.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Content">The content.</param>
public sealed record GatewayPart(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>Creates a field of text, as UTF-8.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">The text.</param>
    public GatewayPart(string name, string value)
        : this(name, Encoding.UTF8.GetBytes(value))
    {
    }

    /// <summary>The file's name; null for a field.</summary>
    public string? FileName { get; init; }

    /// <summary>The media type. Null: none for a field, <c>application/octet-stream</c> for a file.</summary>
    public string? ContentType { get; init; }
}
