using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateway.Testing;

/// <summary>A whole response. The body has been read and closed, and the callbacks after it have run.</summary>
public sealed class GatewayResponse
{
    internal GatewayResponse(string status, GatewayHeaders headers, byte[] bytes, GatewayHeaders trailers, string errors) =>
        (Status, Headers, Bytes, Trailers, Errors) = (status, headers, bytes, trailers, errors);

    /// <summary>The status line's code and reason: <c>200 OK</c>.</summary>
    public string Status { get; }

    /// <summary>The status code.</summary>
    public int StatusCode => (Status[0] - '0') * 100 + (Status[1] - '0') * 10 + (Status[2] - '0');

    /// <summary>The headers.</summary>
    public GatewayHeaders Headers { get; }

    /// <summary>The trailer fields; empty unless the request was sent over HTTP/2.</summary>
    public GatewayHeaders Trailers { get; }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The body as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>The text the app wrote to <c>wsgi.errors</c>, and failures that a real client could not see.</summary>
    public string Errors { get; }

    /// <summary>Reads the body as JSON.</summary>
    /// <param name="typeInfo">How to read it.</param>
    /// <returns>The value; null where the body is <c>null</c>.</returns>
    public T? Json<T>(JsonTypeInfo<T> typeInfo) => JsonSerializer.Deserialize(Bytes.Span, typeInfo);

    /// <summary>Reads the body as JSON by reflection.</summary>
    /// <param name="options">How to read it; unless given, the conventions of the web (camelCase, case-insensitive).</param>
    /// <returns>The value; null where the body is <c>null</c>.</returns>
    [RequiresUnreferencedCode("Deserialises by reflection. Pass a JsonTypeInfo instead.")]
    [RequiresDynamicCode("Deserialises by reflection. Pass a JsonTypeInfo instead.")]
    public T? Json<T>(JsonSerializerOptions? options = null) =>
        JsonSerializer.Deserialize<T>(Bytes.Span, options ?? JsonSerializerOptions.Web);
}
