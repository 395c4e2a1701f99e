using System.Text;
using System.Text.Unicode;

namespace Gateway.Toolkit;

/// <summary>A file of a form, in memory.</summary>
public sealed class UploadedFile
{
    internal UploadedFile(string name, string fileName, string? contentType, ReadOnlyMemory<byte> bytes) =>
        (Name, FileName, ContentType, Bytes) = (name, fileName, contentType, bytes);

    /// <summary>The name of the form's field.</summary>
    public string Name { get; }

    /// <summary>The name the client gives the file, without any folder; empty if it gives none. It says nothing of the contents, and is
    /// no name to store a file under.</summary>
    public string FileName { get; }

    /// <summary>The media type the client gives, or null.</summary>
    public string? ContentType { get; }

    /// <summary>The contents.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The contents as UTF-8 text, without a byte order mark.</summary>
    /// <exception cref="BadRequestException">The contents are not UTF-8.</exception>
    public string Text
    {
        get
        {
            var bytes = Bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? Bytes.Span[Encoding.UTF8.Preamble.Length..] : Bytes.Span;
            return Utf8.IsValid(bytes)
                ? Encoding.UTF8.GetString(bytes)
                : throw new BadRequestException($"The file '{FileName}' is not UTF-8.");
        }
    }
}
