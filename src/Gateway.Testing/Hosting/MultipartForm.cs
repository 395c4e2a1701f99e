using System.Text;

namespace Gateway.Testing.Hosting;

/// <summary>Writes <c>multipart/form-data</c> as browsers do (RFC 7578; WHATWG HTML, 4.10.21.8).</summary>
internal static class MultipartForm
{
    public static (byte[] Content, string ContentType) Write(IReadOnlyList<GatewayPart> parts)
    {
        // Random, so that no content contains it.
        var boundary = $"----gateway{Guid.NewGuid():N}";
        using var body = new MemoryStream();
        foreach (var part in parts)
        {
            body.Write(Encoding.UTF8.GetBytes(Head(part, boundary)));
            body.Write(part.Content.Span);
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.UTF8.GetBytes($"--{boundary}--\r\n"));
        return (body.ToArray(), $"multipart/form-data; boundary={boundary}");
    }

    private static string Head(GatewayPart part, string boundary)
    {
        var head = new StringBuilder($"--{boundary}\r\nContent-Disposition: form-data; name=\"{Escape(part.Name)}\"");
        if (part.FileName is not null)
            head.Append(null, $"; filename=\"{Escape(part.FileName)}\"");
        if ((part.ContentType ?? (part.FileName is null ? null : "application/octet-stream")) is { } type)
            head.Append(null, $"\r\nContent-Type: {type}");
        return head.Append("\r\n\r\n").ToString();
    }

    private static string Escape(string name) =>
        name.Replace("\n", "%0A", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\"", "%22", StringComparison.Ordinal);
}
