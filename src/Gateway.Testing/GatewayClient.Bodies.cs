using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateway.Testing.Hosting;

namespace Gateway.Testing;

// Requests with a body: text, bytes, JSON, forms and uploads.
public sealed partial class GatewayClient
{
    private const string Reflection = "Serialises by reflection. Pass a JsonTypeInfo instead.";

    /// <summary>Sends a POST of text, as UTF-8.</summary>
    /// <param name="target">A path with an optional query, percent-encoded, or a whole URL.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="headers">More headers.</param>
    /// <returns>The whole response.</returns>
    public Task<GatewayResponse> Post(
        string target, string body, string contentType = "text/plain; charset=utf-8",
        params IReadOnlyList<(string Name, string Value)> headers) =>
        Send("POST", target, Encoding.UTF8.GetBytes(body), contentType, headers);

    /// <summary>Sends a POST of bytes.</summary>
    /// <inheritdoc cref="Post(string, string, string, IReadOnlyList{ValueTuple{string, string}})"/>
    public Task<GatewayResponse> Post(
        string target, ReadOnlyMemory<byte> body, string contentType = "application/octet-stream",
        params IReadOnlyList<(string Name, string Value)> headers) =>
        Send("POST", target, body, contentType, headers);

    /// <summary>Sends a PUT of text, as UTF-8.</summary>
    /// <inheritdoc cref="Post(string, string, string, IReadOnlyList{ValueTuple{string, string}})"/>
    public Task<GatewayResponse> Put(
        string target, string body, string contentType = "text/plain; charset=utf-8",
        params IReadOnlyList<(string Name, string Value)> headers) =>
        Send("PUT", target, Encoding.UTF8.GetBytes(body), contentType, headers);

    /// <summary>Sends a POST of JSON, written by reflection and the conventions of the web (camelCase).</summary>
    /// <param name="target">A path with an optional query, percent-encoded, or a whole URL.</param>
    /// <param name="value">The value.</param>
    /// <param name="headers">More headers.</param>
    /// <returns>The whole response.</returns>
    /// <example>
    /// <code>
    /// var response = await client.PostJson("/notes", new Note("Buy milk"));
    /// response.Json&lt;Note&gt;().ShouldBe(new Note("Buy milk"));
    /// </code>
    /// </example>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public Task<GatewayResponse> PostJson<T>(string target, T value, params IReadOnlyList<(string Name, string Value)> headers) =>
        Send("POST", target, JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web), "application/json", headers);

    /// <summary>Sends a POST of JSON.</summary>
    /// <param name="target">A path with an optional query, percent-encoded, or a whole URL.</param>
    /// <param name="value">The value.</param>
    /// <param name="typeInfo">How to write it.</param>
    /// <param name="headers">More headers.</param>
    /// <returns>The whole response.</returns>
    public Task<GatewayResponse> PostJson<T>(
        string target, T value, JsonTypeInfo<T> typeInfo, params IReadOnlyList<(string Name, string Value)> headers) =>
        Send("POST", target, JsonSerializer.SerializeToUtf8Bytes(value, typeInfo), "application/json", headers);

    /// <summary>Sends a PUT of JSON, written by reflection and the conventions of the web (camelCase).</summary>
    /// <inheritdoc cref="PostJson{T}(string, T, IReadOnlyList{ValueTuple{string, string}})"/>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public Task<GatewayResponse> PutJson<T>(string target, T value, params IReadOnlyList<(string Name, string Value)> headers) =>
        Send("PUT", target, JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web), "application/json", headers);

    /// <summary>Sends a PUT of JSON.</summary>
    /// <inheritdoc cref="PostJson{T}(string, T, JsonTypeInfo{T}, IReadOnlyList{ValueTuple{string, string}})"/>
    public Task<GatewayResponse> PutJson<T>(
        string target, T value, JsonTypeInfo<T> typeInfo, params IReadOnlyList<(string Name, string Value)> headers) =>
        Send("PUT", target, JsonSerializer.SerializeToUtf8Bytes(value, typeInfo), "application/json", headers);

    /// <summary>Sends a form as <c>application/x-www-form-urlencoded</c>, as a browser does for a form without files.</summary>
    /// <param name="target">A path with an optional query, percent-encoded, or a whole URL.</param>
    /// <param name="fields">The fields, in this order.</param>
    /// <param name="headers">More headers.</param>
    /// <returns>The whole response.</returns>
    /// <example>
    /// <code>
    /// var response = await client.PostForm("/login", [("name", "ada"), ("password", "secret")]);
    /// </code>
    /// </example>
    public Task<GatewayResponse> PostForm(
        string target, IReadOnlyList<(string Name, string Value)> fields, params IReadOnlyList<(string Name, string Value)> headers)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var form = string.Join('&', fields.Select(field => $"{WebUtility.UrlEncode(field.Name)}={WebUtility.UrlEncode(field.Value)}"));
        return Send("POST", target, Encoding.ASCII.GetBytes(form), "application/x-www-form-urlencoded", headers);
    }

    /// <summary>Sends a form as <c>multipart/form-data</c> (RFC 7578), as a browser does for a form with files.</summary>
    /// <param name="target">A path with an optional query, percent-encoded, or a whole URL.</param>
    /// <param name="parts">The fields and files, in this order.</param>
    /// <param name="headers">More headers.</param>
    /// <returns>The whole response.</returns>
    /// <example>
    /// <code>
    /// var logo = new GatewayPart("logo", File.ReadAllBytes("logo.png")) { FileName = "logo.png", ContentType = "image/png" };
    /// var response = await client.PostMultipart("/upload", [new GatewayPart("title", "Our logo"), logo]);
    /// </code>
    /// </example>
    public Task<GatewayResponse> PostMultipart(
        string target, IReadOnlyList<GatewayPart> parts, params IReadOnlyList<(string Name, string Value)> headers)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var (content, contentType) = MultipartForm.Write(parts);
        return Send("POST", target, content, contentType, headers);
    }

    private Task<GatewayResponse> Send(
        string method, string target, ReadOnlyMemory<byte> body, string contentType, IReadOnlyList<(string Name, string Value)> headers) =>
        Send(new GatewayRequest(method, target) { Headers = [("Content-Type", contentType), .. headers], Content = body });
}
