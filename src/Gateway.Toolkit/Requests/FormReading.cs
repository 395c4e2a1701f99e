using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>Reads a form into memory, of either kind that HTML has.</summary>
internal static class FormReading
{
    // Two views of one request, a middleware's and a handler's, say, read one body: who comes first leaves the form for the others.
    private const string Key = "toolkit.form";

    public static Form Read(Request request)
    {
        if (Kept(request) is { } kept)
            return kept;
        if (!IsMultipart(request))
        {
            using var buffer = BodyBuffer.Read(request, request.Limits.MaxBodyLength);
            return Keep(request, FromUrlEncoded(request, buffer));
        }

        var form = new MultipartForm(request.Limits);
        foreach (var part in new MultipartBody(request, "form-data", request.Limits.MaxBodyLength, isSync: true).ReadAll())
        {
            using var contents = new MemoryStream();
            part.Body.CopyTo(contents);
            form.Add(part, contents);
        }

        return Keep(request, form.Build());
    }

    public static async ValueTask<Form> ReadAsync(Request request, CancellationToken cancellationToken)
    {
        if (Kept(request) is { } kept)
            return kept;
        if (!IsMultipart(request))
        {
            using var buffer = await BodyBuffer.ReadAsync(request, request.Limits.MaxBodyLength, cancellationToken).ConfigureAwait(false);
            return Keep(request, FromUrlEncoded(request, buffer));
        }

        var form = new MultipartForm(request.Limits);
        var body = new MultipartBody(request, "form-data", request.Limits.MaxBodyLength, isSync: false);
        while (await body.ReadAsync(cancellationToken).ConfigureAwait(false) is { } part)
        {
            using var contents = new MemoryStream();
            await part.Body.CopyToAsync(contents, cancellationToken).ConfigureAwait(false);
            form.Add(part, contents);
        }

        return Keep(request, form.Build());
    }

    private static Form FromUrlEncoded(Request request, BodyBuffer buffer) =>
        new(ParameterReader.Read(BodyText.Decode(buffer.Bytes.Span), request.Limits, "form"), []);

    private static bool IsMultipart(Request request)
    {
        BodyText.RequireIdentity(request);
        if (!MediaTypeHeaderValue.TryParse(request.Environ.ContentType, out var type))
            throw NoForm();
        if (type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return true;
        // The charset is UTF-8 whatever is said (WHATWG URL, 5.1); another one would be misread.
        if (!type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            || !BodyText.IsUtf8(type.Charset))
            throw NoForm();
        return false;
    }

    private static Form? Kept(Request request) =>
        request.Environ.TryGetValue(Key, out var value) && value is KeptForm kept && ReferenceEquals(kept.Input, request.Environ.Input)
            ? kept.Form
            : null;

    private static Form Keep(Request request, Form form)
    {
        request.Environ[Key] = new KeptForm(request.Environ.Input, form);
        return form;
    }

    private static BadRequestException NoForm() =>
        BodyText.Unsupported("The body must be a form: application/x-www-form-urlencoded in UTF-8, or multipart/form-data.");

    /// <summary>A form, and the body it was read from: another body is another form.</summary>
    private sealed record KeptForm(Stream Input, Form Form);

    /// <summary>The fields read so far of a multipart form (RFC 7578).</summary>
    private sealed class MultipartForm(RequestLimits limits)
    {
        private readonly Dictionary<string, StringValues> _fields = new(StringComparer.Ordinal);
        private readonly List<UploadedFile> _files = [];
        private int _count;

        public void Add(MultipartPart part, MemoryStream contents)
        {
            var name = part.Name ?? throw new BadRequestException("A part of the form has no name (RFC 7578, 4.2).");
            if (part.FileName is null)
            {
                var text = BodyText.Decode(contents.GetBuffer().AsSpan(0, (int)contents.Length), part.Encoding);
                ParameterReader.Add(_fields, name, text, ++_count, limits, "form");
                return;
            }

            ParameterReader.ThrowIfTooMuch(name, ++_count, limits, "form");
            _files.Add(new UploadedFile(name, part.FileName, part.ContentType, contents.ToArray()));
        }

        public Form Build() => new(_fields.Count == 0 ? ParameterCollection.Empty : new(_fields), _files);
    }
}
