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
}
