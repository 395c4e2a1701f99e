using System.Text.Json.Nodes;
using Gateway.Toolkit;

namespace JsonApi;

/// <summary>Members of the body are not what an article needs.</summary>
internal sealed class InvalidArticleException(SortedDictionary<string, string> errors)
    : BadRequestException(422, "Correct the members named in errors.")
{
    public override Response ToResponse() =>
        Response.Problem(StatusCode, Message,
            extensions: [new("errors", new JsonObject(errors.Select(error => KeyValuePair.Create(error.Key, (JsonNode?)error.Value))))]);
}
