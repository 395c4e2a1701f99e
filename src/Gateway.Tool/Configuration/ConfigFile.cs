using System.Text.Json;

namespace Gateway.Tool.Configuration;

/// <summary><c>gateway.json</c>: the options by their names, and the app.</summary>
internal static class ConfigFile
{
    public const string DefaultName = "gateway.json";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The file as a command line would have it.</summary>
    /// <exception cref="ToolException">It cannot be read, or has a key that is none.</exception>
    public static IReadOnlyList<string> Read(string path, ServeOptions options)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new ToolException(ExitCode.Usage, $"{path}: the file is not a JSON object.");
            return ToArguments(path, json.RootElement, options);
        }
        catch (JsonException error)
        {
            throw new ToolException(ExitCode.Usage, $"{path}, line {error.LineNumber + 1}: this is not JSON: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Usage, $"{path} cannot be read: {error.Message}", error);
        }
    }

    private static List<string> ToArguments(string path, JsonElement root, ServeOptions options)
    {
        var names = options.All.Where(option => option != options.Config).Select(option => option.Name[2..]).ToList();
        var arguments = new List<string>();
        string? app = null, member = null;
        foreach (var property in root.EnumerateObject())
        {
            if (property.NameEquals("$schema"))
                continue;
            if (property.NameEquals("app"))
                app = Text(path, property.Name, property.Value);
            else if (property.NameEquals("member"))
                member = Text(path, property.Name, property.Value);
            else if (names.Contains(property.Name))
                arguments.AddRange(Values(property.Value).Select(value => $"--{property.Name}={Text(path, property.Name, value)}"));
            else
                throw new ToolException(
                    ExitCode.Usage,
                    $"{path}: '{property.Name}' is not a setting.{Suggestion.For(property.Name, [.. names, "app", "member"])}");
        }

        if (member is not null && app is null)
            throw new ToolException(ExitCode.Usage, $"{path}: 'member' stands without 'app'.");
        return [.. new[] { app, member }.OfType<string>(), .. arguments];
    }

    private static IEnumerable<JsonElement> Values(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private static string Text(string path, string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new ToolException(
            ExitCode.Usage, $"{path}: '{name}' is {value.GetRawText()}; it must be a text, a number, true, false, or a list of those."),
    };
}
