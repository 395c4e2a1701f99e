using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>A part of a multipart body (RFC 2046, 5.1; RFC 7578). Its body is there until the next part is asked for.</summary>
public sealed partial class MultipartPart
{
    private readonly MultipartSection _section;

    internal MultipartPart(MultipartSection section, long limit)
    {
        _section = section;
        Body = new PartStream(section.Body, limit);
        if (section.ContentDisposition is null)
            return;
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            throw new BadRequestException("A part of the body has a malformed Content-Disposition (RFC 7578, 4.2).");
        Name = disposition.Name.HasValue ? Unquote(disposition.Name) : null;
        FileName = FileNameOf(disposition);
    }

    /// <summary>The name of the form's field, or null.</summary>
    public string? Name { get; }

    /// <summary>The name the client gives the file, without any folder; null if the part is not a file, empty if the name is only a
    /// folder (<c>..</c>). It says nothing of the contents; do not store a file under it.</summary>
    public string? FileName { get; }

    /// <summary>The media type the client gives, or null.</summary>
    public string? ContentType => _section.ContentType;

    /// <summary>All headers of the part. Upper and lower case are the same in names.</summary>
    public IReadOnlyDictionary<string, StringValues> Headers => _section.Headers ?? [];

    /// <summary>The contents, read as they come. Synchronous and asynchronous reads both work.</summary>
    /// <remarks>Reads throw <see cref="BadRequestException"/> where the part is too long or cut off.</remarks>
    public Stream Body { get; }

    /// <summary>The encoding of a text part, by its Content-Type (RFC 7578, 4.4); UTF-8 unless given.</summary>
    /// <exception cref="BadRequestException">The charset is not known (415).</exception>
    internal Encoding Encoding =>
        BodyText.EncodingOf(MediaTypeHeaderValue.TryParse(ContentType, out var type) ? type.Charset : default);

    // RFC 9110, 5.6.4: a quoted pair stands for its second character. A single backslash is part of a Windows path, which clients do not
    // quote.
    private static string Unquote(StringSegment text) => QuotedPair().Replace(HeaderUtilities.RemoveQuotes(text).ToString(), "$1");

    [GeneratedRegex(@"\\([""\\])")]
    private static partial Regex QuotedPair();

    private static string? FileNameOf(ContentDispositionHeaderValue disposition)
    {
        var text = disposition.FileNameStar.HasValue
            ? disposition.FileNameStar.ToString()
            : disposition.FileName.HasValue
            ? Unquote(disposition.FileName)
            : null;
        // RFC 7578, 4.2: no path that a client gives is to be trusted. Either separator may be the one of its system.
        var name = text?[(text.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        return name is "." or ".." ? "" : name;
    }
}
