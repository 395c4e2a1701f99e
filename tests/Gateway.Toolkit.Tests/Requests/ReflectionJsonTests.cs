using System.Text.Json;

namespace Gateway.Toolkit.Tests;

public class ReflectionJsonTests
{
    private const string Json = "application/json";

    [Theory]
    [InlineData("""{"x":1,"y":2}""")]
    [InlineData("""{"X":1,"Y":2}""")]
    [InlineData("""{"x":"1","y":2}""")]
    public async Task A_body_is_read_by_the_conventions_of_the_web(string body)
    {
        Make.Post(Json, body).ReadJson<Point>().ShouldBe(new Point(1, 2));
        (await Make.Post(Json, body).ReadJsonAsync<Point>()).ShouldBe(new Point(1, 2));
    }

    [Fact]
    public async Task Options_of_the_app_take_their_place()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper };

        Make.Post(Json, """{"TWO_WORDS":1}""").ReadJson<Words>(options).ShouldBe(new Words(1));
        (await Make.Post(Json, """{"TWO_WORDS":1}""").ReadJsonAsync<Words>(options)).ShouldBe(new Words(1));
    }

    [Theory]
    [InlineData(400, Json, """{"x":"one"}""", "$.x")]
    [InlineData(400, Json, "null", "null")]
    [InlineData(415, "text/plain", "{}", "")]
    public async Task Invalid_bodies_are_refused_as_with_type_information(int status, string type, string body, string place)
    {
        Make.ShouldBeRefused(status, () => Make.Post(type, body).ReadJson<Point>()).ShouldContain(place);
        (await Make.ShouldBeRefusedAsync(status, async () => await Make.Post(type, body).ReadJsonAsync<Point>())).ShouldContain(place);
    }

    private sealed record Words(int TwoWords);
}
