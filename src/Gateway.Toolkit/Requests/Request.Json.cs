using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateway.Toolkit;

// A JSON body, with the type information that the compiler made, or by reflection.
public sealed partial class Request
{
    private const string Reflection = "Deserialises by reflection. Pass a JsonTypeInfo instead.";

    /// <summary>Reads the whole body as JSON by reflection.</summary>
    /// <param name="options">How to read it; unless given, the conventions of the web (camelCase, case-insensitive).</param>
    /// <returns>The value, never null.</returns>
    /// <exception cref="BadRequestException">The body is not declared as JSON (415), exceeds the limits (413), or is not the expected
    /// JSON (400).
    /// The reason of a 400 names the place.</exception>
    /// <example>
    /// <code>
    /// var note = request.ReadJson&lt;Note&gt;();
    /// return Response.Json(note, statusCode: 201);
    /// </code>
    /// </example>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public T ReadJson<T>(JsonSerializerOptions? options = null) => ReadJson(JsonBody.TypeInfoOf<T>(options));

    /// <inheritdoc cref="ReadJson{T}(JsonSerializerOptions?)"/>
    /// <param name="options">How to read it; unless given, the conventions of the web (camelCase, case-insensitive).</param>
    /// <param name="cancellationToken">Stops reading.</param>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public ValueTask<T> ReadJsonAsync<T>(JsonSerializerOptions? options = null, CancellationToken cancellationToken = default) =>
        ReadJsonAsync(JsonBody.TypeInfoOf<T>(options), cancellationToken);

    /// <summary>Reads the whole body as JSON.</summary>
    /// <param name="typeInfo">How to read it, from a <c>JsonSerializerContext</c>: no reflection, fit for NativeAOT.
    /// Give the context <c>[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]</c>: without it, names are PascalCase and
    /// case-sensitive.</param>
    /// <returns>The value, never null.</returns>
    /// <exception cref="BadRequestException">The body is not declared as JSON (415), exceeds the limits (413), or is not the expected
    /// JSON (400).
    /// The reason of a 400 names the place.</exception>
    public T ReadJson<T>(JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        BodyText.RequireJson(this);
        using var buffer = BodyBuffer.Read(this, Limits.MaxBodyLength);
        return JsonBody.Deserialize(buffer, typeInfo);
    }

    /// <inheritdoc cref="ReadJson{T}(JsonTypeInfo{T})"/>
    /// <param name="typeInfo">How to read it, from a <c>JsonSerializerContext</c>: no reflection, fit for NativeAOT.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async ValueTask<T> ReadJsonAsync<T>(JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        BodyText.RequireJson(this);
        using var buffer = await BodyBuffer.ReadAsync(this, Limits.MaxBodyLength, cancellationToken).ConfigureAwait(false);
        return JsonBody.Deserialize(buffer, typeInfo);
    }
}
