namespace Gateway.Toolkit;

// The body. It can be read once; each way of reading comes for both shapes of app.
public sealed partial class Request
{
    /// <summary>Reads the whole body.</summary>
    /// <returns>The body; empty if there is none.</returns>
    /// <exception cref="BadRequestException">The body is beyond the limits (413), or broken.</exception>
    public byte[] ReadBytes()
    {
        using var buffer = BodyBuffer.Read(this, Limits.MaxBodyLength);
        return buffer.Bytes.ToArray();
    }

    /// <inheritdoc cref="ReadBytes"/>
    /// <param name="cancellationToken">Stops reading.</param>
    public async ValueTask<byte[]> ReadBytesAsync(CancellationToken cancellationToken = default)
    {
        using var buffer = await BodyBuffer.ReadAsync(this, Limits.MaxBodyLength, cancellationToken).ConfigureAwait(false);
        return buffer.Bytes.ToArray();
    }

    /// <summary>Reads the whole body as text, in the charset of Content-Type, or UTF-8.</summary>
    /// <returns>The text; empty if there is no body.</returns>
    /// <exception cref="BadRequestException">The body is beyond the limits (413), in a charset that is not known (415), not text in it,
    /// or broken.</exception>
    public string ReadText()
    {
        var encoding = BodyText.EncodingOf(this);
        using var buffer = BodyBuffer.Read(this, Limits.MaxBodyLength);
        return BodyText.Decode(buffer.Bytes.Span, encoding);
    }

    /// <inheritdoc cref="ReadText"/>
    /// <param name="cancellationToken">Stops reading.</param>
    public async ValueTask<string> ReadTextAsync(CancellationToken cancellationToken = default)
    {
        var encoding = BodyText.EncodingOf(this);
        using var buffer = await BodyBuffer.ReadAsync(this, Limits.MaxBodyLength, cancellationToken).ConfigureAwait(false);
        return BodyText.Decode(buffer.Bytes.Span, encoding);
    }

    /// <summary>Reads a form into memory, <c>application/x-www-form-urlencoded</c> or <c>multipart/form-data</c>, its files included.
    /// Read again, also by another view of this request, it is the same form.</summary>
    /// <returns>The form.</returns>
    /// <exception cref="BadRequestException">The body is not a form (415), exceeds the limits (413 or 400), or is malformed.</exception>
    public Form ReadForm() => FormReading.Read(this);

    /// <inheritdoc cref="ReadForm"/>
    /// <param name="cancellationToken">Stops reading.</param>
    public ValueTask<Form> ReadFormAsync(CancellationToken cancellationToken = default) => FormReading.ReadAsync(this, cancellationToken);

    /// <summary>Reads a multipart body part by part, as it comes: large uploads need no memory. A part is there until the next is asked
    /// for.</summary>
    /// <returns>The parts.</returns>
    /// <exception cref="BadRequestException">The body is not multipart (415), or has no boundary. The parts throw it where they are
    /// beyond the limits, malformed, or broken.</exception>
    public IEnumerable<MultipartPart> ReadMultipart() =>
        new MultipartBody(this, subType: null, Limits.MaxMultipartLength, isSync: true).ReadAll();

    /// <inheritdoc cref="ReadMultipart"/>
    /// <param name="cancellationToken">Stops reading.</param>
    public IAsyncEnumerable<MultipartPart> ReadMultipartAsync(CancellationToken cancellationToken = default) =>
        new MultipartBody(this, subType: null, Limits.MaxMultipartLength, isSync: false).ReadAllAsync(cancellationToken);
}
