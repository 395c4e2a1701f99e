using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Gateway.Toolkit;

/// <summary>A body as a value, or the place where it is none.</summary>
internal static class JsonBody
{
    private const int MaxPathLength = 100;

    public static T Deserialize<T>(BodyBuffer buffer, JsonTypeInfo<T> typeInfo)
    {
        // The serialiser passes over what it does not look for, without a look at its encoding.
        var json = BodyText.WithoutByteOrderMark(buffer.Bytes.Span);
        if (!Utf8.IsValid(json))
            throw new BadRequestException("The body is not UTF-8.");
        try
        {
            return JsonSerializer.Deserialize(json, typeInfo) ?? throw new BadRequestException("The body is null.");
        }
        catch (JsonException malformed)
        {
            throw new BadRequestException(Describe(malformed), malformed);
        }
    }

    [RequiresUnreferencedCode("Reads the properties of the type by reflection.")]
    [RequiresDynamicCode("Makes code for the type while running.")]
    public static JsonTypeInfo<T> TypeInfoOf<T>(JsonSerializerOptions? options)
    {
        options ??= JsonSerializerOptions.Web;
        // As JsonSerializer itself does at first use: options without a resolver get the one that reflects.
        options.MakeReadOnly(populateMissingResolver: true);
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }

    // The exception's own message names the app's types.
    private static string Describe(JsonException error)
    {
        var path = error.Path is not { Length: > 0 } text ? "$" : text.Length <= MaxPathLength ? text : text[..MaxPathLength] + "...";
        return error.LineNumber is { } line && error.BytePositionInLine is { } position
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The body is not the JSON that is expected: see {path}, line {line + 1}, byte {position + 1}.")
            : $"The body is not the JSON that is expected: see {path}.";
    }
}
