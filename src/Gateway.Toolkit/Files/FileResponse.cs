using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>The response of a file that is there and may be read.</summary>
internal static class FileResponse
{
    /// <summary>Makes the response, with a tag of its own for each encoding (RFC 9110, 8.8.3.3).</summary>
    /// <param name="file">The file.</param>
    /// <param name="contentType">The media type of what it stands for.</param>
    /// <param name="encoding">The coding it was compressed with, or null.</param>
    /// <exception cref="IOException">It is not there any more.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static Response Of(FileInfo file, string contentType, string? encoding)
    {
        var response = file.Length == 0 ? Response.Bytes(default, contentType) : Readable(file, contentType);
        var validators = Validators.Of(file);
        response.LastModified = validators.LastModified;
        response.ETag = validators.ETag;
        if (encoding is not null)
        {
            response.ETag = new EntityTagHeaderValue($"{validators.ETag!.Tag.AsSpan()[..^1]}-{encoding}\"", validators.ETag.IsWeak);
            response.Headers.Add((HeaderNames.ContentEncoding, encoding));
        }

        return response;
    }

    // Nothing is opened that is empty: pipes and devices are, and opening one may never end.
    private static Response Readable(FileInfo file, string contentType)
    {
        using (File.OpenHandle(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            return Response.File(file.FullName, contentType);
    }
}
