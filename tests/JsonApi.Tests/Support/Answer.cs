using System.Text.Json;

namespace JsonApi.Tests;

/// <summary>What an app answered.</summary>
internal sealed record Answer(string Status, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    public int Code => int.Parse(Status[..3]);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Header(string name) => Headers.Where(header => header.Name == name).Select(header => header.Value).SingleOrDefault();

    /// <summary>Asserts what every error of this API owes, and gives its detail.</summary>
    public string ShouldBeProblem(string status)
    {
        Status.ShouldBe(status, Body);
        Header("Content-Type").ShouldBe("application/problem+json");
        Json.GetProperty("type").GetString().ShouldBe("about:blank");
        Json.GetProperty("title").GetString().ShouldBe(status[4..]);
        Json.GetProperty("status").GetInt32().ShouldBe(Code);

        var detail = Json.GetProperty("detail").GetString();
        detail.ShouldNotBeNullOrWhiteSpace();
        return detail!;
    }
}
