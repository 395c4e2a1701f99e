using System.Text.Json;
using Gateway.Toolkit;

namespace JsonApi;

/// <summary>What a client sends of an article. Other members are ignored, so that what GET gave can be changed and PUT back.</summary>
internal sealed record ArticleInput(string Title, string Content)
{
    public const int MaxTitleLength = 200;
    public const int MaxContentLength = 20_000;

    /// <summary>The most bytes a body may have.</summary>
    public const int MaxBodyLength = 64 * 1024;

    private static readonly RequestLimits Limits = new() { MaxBodyLength = MaxBodyLength };

    /// <summary>Reads the request body; whatever is wrong with it, all of it, becomes one problem.</summary>
    public static async ValueTask<ArticleInput> ReadAsync(Request request)
    {
        var json = await ReadJsonAsync(request);
        if (json.ValueKind != JsonValueKind.Object)
            throw new BadRequestException(422, "Send a JSON object with the members title and content.");

        var errors = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var title = Text(json, "title", errors)?.Trim();
        var content = Text(json, "content", errors);

        if (title is not null && CharactersIn(title) is (0 or > MaxTitleLength) and var titleLength)
            errors["title"] = $"must have from 1 to {MaxTitleLength} characters besides blanks around it; it has {titleLength}";
        if (content is not null && CharactersIn(content) is > MaxContentLength and var contentLength)
            errors["content"] = $"must have at most {MaxContentLength} characters; it has {contentLength}";

        return errors.Count == 0
            ? new ArticleInput(title!, content!)
            : throw new InvalidArticleException(errors);
    }

    private static async ValueTask<JsonElement> ReadJsonAsync(Request request)
    {
        try
        {
            return await new Request(request.Environ, Limits).ReadJsonAsync(ApiJson.Default.JsonElement, request.Environ.RequestAborted);
        }
        catch (BadRequestException bad) when (bad.InnerException is JsonException malformed)
        {
            // No type of the app is expected here, so that this names none, and says what is wrong besides where.
            throw new BadRequestException($"The body is not JSON. {malformed.Message}", malformed);
        }
    }

    // As people count them: a string's Length counts an emoji twice.
    private static int CharactersIn(string text) => text.EnumerateRunes().Count();

    private static string? Text(JsonElement json, string name, SortedDictionary<string, string> errors)
    {
        var values = json.EnumerateObject().Where(member => member.NameEquals(name)).Select(member => member.Value).ToArray();
        switch (values)
        {
            case []:
                errors[name] = "is missing";
                return null;
            case [{ ValueKind: JsonValueKind.String } value]:
                try
                {
                    var text = value.GetString()!;
                    if (!text.Contains('\0', StringComparison.Ordinal))
                        return text;
                    errors[name] = "must not have the character U+0000, which not every database can store";
                    return null;
                }
                catch (InvalidOperationException)
                {
                    // Half of a surrogate pair, written as an escape, is well-formed JSON and yet no text.
                    errors[name] = "must be Unicode text; it has half of a surrogate pair";
                    return null;
                }

            case [_]:
                errors[name] = "must be a string";
                return null;
            default:
                errors[name] = "is there more than once";
                return null;
        }
    }
}
