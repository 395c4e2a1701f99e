using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace JsonApi.Tests;

public sealed class FaultTests
{
    [Fact]
    public async Task A_store_that_breaks_answers_500_as_a_problem_and_503_to_whoever_asks_for_the_health()
    {
        using var factory = new KestrelJsonApiFactory();
        using var client = factory.CreateClient();
        BrokenStore.Break(factory.StorePath);

        await ShouldBeProblemAsync(await client.GetAsync(new Uri("/articles", UriKind.Relative)), HttpStatusCode.InternalServerError);
        await ShouldBeProblemAsync(await client.GetAsync(new Uri("/healthz", UriKind.Relative)), HttpStatusCode.ServiceUnavailable);
    }

    private static async Task ShouldBeProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        using (answer)
        {
            answer.StatusCode.ShouldBe(status);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetInt32().ShouldBe((int)status);
        }
    }
}
