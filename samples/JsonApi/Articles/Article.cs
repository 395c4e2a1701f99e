using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;

namespace JsonApi;

/// <summary>An article as it is stored. Each change makes a new version.</summary>
internal sealed record Article(long Id, string Title, string Content, [property: JsonIgnore] long Version)
{
    /// <summary>The strong validator of this version (RFC 9110, section 8.8.3).</summary>
    [JsonIgnore]
    public EntityTagHeaderValue ETag => new($"\"{Version}\"");
}
