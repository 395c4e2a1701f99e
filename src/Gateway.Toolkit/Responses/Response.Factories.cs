using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

// The ways to make a response.
public sealed partial class Response
{
    /// <summary>A response without a body.</summary>
    /// <param name="statusCode">The status code.</param>
    public static Response Status(int statusCode) => new(statusCode, contentType: null, Body.Empty);

    /// <summary>A 204, which has no body.</summary>
    public static Response NoContent() => Status((int)HttpStatusCode.NoContent);

    /// <summary>A response of plain text in UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <param name="statusCode">The status code.</param>
    public static Response Text(string text, int statusCode = (int)HttpStatusCode.OK) =>
        new(statusCode, ContentTypes.Text, Body.Text(text));

    /// <summary>A response of HTML in UTF-8. Encode what comes from outside: <see cref="Toolkit.Html.Format"/> does.</summary>
    /// <param name="html">The HTML.</param>
    /// <param name="statusCode">The status code.</param>
    /// <example>
    /// <code>
    /// return Response.Html(Html.Format($"&lt;p&gt;Hello {name}!&lt;/p&gt;"));
    /// </code>
    /// </example>
    public static Response Html(string html, int statusCode = (int)HttpStatusCode.OK) =>
        new(statusCode, ContentTypes.Html, Body.Text(html));

    /// <summary>A response of JSON, serialised at once, so that a failure surfaces in the handler.</summary>
    /// <param name="value">The value.</param>
    /// <param name="typeInfo">How to write it, from a <c>JsonSerializerContext</c>: no reflection, fit for NativeAOT.</param>
    /// <param name="statusCode">The status code.</param>
    public static Response Json<T>(T value, JsonTypeInfo<T> typeInfo, int statusCode = (int)HttpStatusCode.OK) =>
        new(statusCode, ContentTypes.Json, Body.Json(value, typeInfo));

    /// <summary>A response of JSON, serialised at once by reflection.</summary>
    /// <param name="value">The value.</param>
    /// <param name="options">How to write it; unless given, the conventions of the web (camelCase).</param>
    /// <param name="statusCode">The status code.</param>
    /// <example>
    /// <code>
    /// return Response.Json(new Article(1, "foobar"));
    /// </code>
    /// </example>
    [RequiresUnreferencedCode("Serialises by reflection. Pass a JsonTypeInfo instead.")]
    [RequiresDynamicCode("Serialises by reflection. Pass a JsonTypeInfo instead.")]
    public static Response Json<T>(T value, JsonSerializerOptions? options = null, int statusCode = (int)HttpStatusCode.OK) =>
        new(statusCode, ContentTypes.Json, Body.Json(value, options));

    /// <summary>A response of bytes, whole or in ranges.</summary>
    /// <param name="bytes">The bytes; not copied.</param>
    /// <param name="contentType">Their media type.</param>
    /// <param name="statusCode">The status code.</param>
    public static Response Bytes(
        ReadOnlyMemory<byte> bytes, string contentType = ContentTypes.Bytes, int statusCode = (int)HttpStatusCode.OK) =>
        new(statusCode, contentType, Body.Bytes(bytes)) { AcceptsRanges = true };

    /// <summary>A response of a file, whole or in ranges. Unless the headers have them, ETag and Last-Modified come from the time of its
    /// last change and its length.</summary>
    /// <param name="path">The file's path. It is trusted: a path made of what a client sent may lead anywhere.</param>
    /// <param name="contentType">The media type; unless given, the usual one of the file's extension.</param>
    /// <param name="downloadName">The name to offer for saving the file (RFC 6266); null to let the browser show it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Response File(string path, string? contentType = null, string? downloadName = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = Path.GetFullPath(path);
        if (!System.IO.File.Exists(path))
            throw new FileNotFoundException($"The file '{path}' does not exist.", path);
        var response = new Response(
            (int)HttpStatusCode.OK, contentType ?? ContentTypes.OfFile(path), new FileSource(path)) { AcceptsRanges = true };
        return downloadName is null ? response : response.AsDownload(downloadName);
    }

    /// <summary>A response read from a stream, from where it stands to its end: whole, or in ranges if it can seek. Sending or disposing
    /// the response closes the stream.</summary>
    /// <param name="stream">A readable stream.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="statusCode">The status code.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    public static Response Stream(Stream stream, string contentType = ContentTypes.Bytes, int statusCode = (int)HttpStatusCode.OK)
    {
        var body = Body.Stream(stream);
        return new(statusCode, contentType, body) { AcceptsRanges = stream.CanSeek };
    }

    /// <summary>A response of blocks, each sent as soon as it is there.</summary>
    /// <param name="blocks">The blocks; an iterator, for example. Closed with the response.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="statusCode">The status code.</param>
    public static Response Blocks(
        IEnumerable<ReadOnlyMemory<byte>> blocks, string contentType = ContentTypes.Bytes, int statusCode = (int)HttpStatusCode.OK) =>
        new(statusCode, contentType, Body.Stream(new BlockStream(blocks)));

    /// <inheritdoc cref="Blocks(IEnumerable{ReadOnlyMemory{byte}}, string, int)"/>
    public static Response Blocks(
        IAsyncEnumerable<ReadOnlyMemory<byte>> blocks, string contentType = ContentTypes.Bytes, int statusCode = (int)HttpStatusCode.OK) =>
        new(statusCode, contentType, Body.Stream(new AsyncBlockStream(blocks)));

    /// <summary>A response of any body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="contentType">The media type; null for none.</param>
    /// <param name="statusCode">The status code.</param>
    public static Response Of(Body body, string? contentType = ContentTypes.Bytes, int statusCode = (int)HttpStatusCode.OK)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new(statusCode, contentType, body);
    }

    /// <summary>Server-sent events (WHATWG HTML, 9.2), each sent as soon as it is there. The stream ends with the events, or when the
    /// client goes or the server begins to stop.</summary>
    /// <param name="events">The events; an async iterator, for example, whose token is cancelled when the stream ends.</param>
    public static Response Events(IAsyncEnumerable<SseItem<string>> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return EventStream((output, cancellationToken) => SseFormatter.WriteAsync(events, output, cancellationToken));
    }

    /// <summary>Server-sent events whose data is JSON.</summary>
    /// <param name="events">The events; an async iterator, for example, whose token is cancelled when the stream ends.</param>
    /// <param name="typeInfo">How to write the data.</param>
    public static Response Events<T>(IAsyncEnumerable<SseItem<T>> events, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(typeInfo);
        return EventStream((output, cancellationToken) => SseFormatter.WriteAsync(
            events,
            output,
            (item, buffer) =>
            {
                using var json = new Utf8JsonWriter(buffer);
                JsonSerializer.Serialize(json, item.Data, typeInfo);
            },
            cancellationToken));
    }

    /// <summary>A redirect (RFC 9110, 15.4).</summary>
    /// <param name="location">Where to: a URL, or a reference relative to this request's. What a URL may not hold is percent-encoded. A
    /// location made of what a client sent may lead anywhere.</param>
    /// <param name="statusCode">301, 302, 303, 307 or 308. 303, the default, turns the method into GET; 307 and 308 keep it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is not a redirect.</exception>
    /// <example>
    /// <code>
    /// return Response.Redirect("/articles/1");
    /// </code>
    /// </example>
    public static Response Redirect(string location, int statusCode = (int)HttpStatusCode.SeeOther)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        if (statusCode is not (301 or 302 or 303 or 307 or 308))
            throw new ArgumentOutOfRangeException(
                nameof(statusCode), statusCode, "A redirect is 301, 302, 303, 307 or 308 (RFC 9110, 15.4).");
        var response = Status(statusCode);
        response.Location = location;
        return response;
    }

    /// <summary>Problem details (RFC 9457), as <c>application/problem+json</c>.</summary>
    /// <param name="statusCode">The status code, also <c>status</c>.</param>
    /// <param name="detail">The failure this time, in words for the client.</param>
    /// <param name="title">The kind of problem; unless given, the status' own reason.</param>
    /// <param name="type">A URI that names the kind of problem; unless given, <c>about:blank</c>: the status says it all.</param>
    /// <param name="instance">A URI that names this occurrence.</param>
    /// <param name="extensions">More members (RFC 9457, 3.2).</param>
    public static Response Problem(
        int statusCode,
        string? detail = null,
        string? title = null,
        string? type = null,
        string? instance = null,
        IEnumerable<KeyValuePair<string, JsonNode?>>? extensions = null) =>
        new(
            statusCode,
            ContentTypes.Problem,
            new ProblemSource(
                ProblemBody.Write(statusCode, detail, title, type, instance, extensions),
                extensions is null ? new ProblemWords(title ?? StatusLine.Reason(statusCode), detail) : null));

    private static Response EventStream(Func<Stream, CancellationToken, Task> write)
    {
        var response = new Response((int)HttpStatusCode.OK, "text/event-stream", new EventSource(write));
        // Neither a cache nor a proxy that buffers may hold an event back.
        response.Headers.Add((HeaderNames.CacheControl, "no-cache"));
        response.Headers.Add(("X-Accel-Buffering", "no"));
        return response;
    }
}
