namespace MixedHost.Tests;

/// <summary>That a response which failed, or was given up, is never kept: CachesInFrontTests of Gateway.AspNetCore.Tests.</summary>
public sealed class OutputCacheTests
{
    private const string Whole = "report 1, lang=en\nline 1\nline 2\nline 3\n";

    [Fact]
    public async Task Two_requests_are_answered_by_one_call_of_the_app()
    {
        await using var site = await RunningSite.StartAsync();

        (await site.GetAsync("/app/report?lang=en")).Text.ShouldBe(Whole);
        var second = await site.GetAsync("/app/report?lang=en");

        second.Text.ShouldBe(Whole);
        second.Has("Age").ShouldBeTrue();
        site.Calls("/app/report").ShouldBe(1);
    }

    [Fact]
    public async Task What_it_varies_by_is_kept_apart()
    {
        await using var site = await RunningSite.StartAsync();

        (await site.GetAsync("/app/report?lang=en")).Text.ShouldStartWith("report 1, lang=en\n");
        (await site.GetAsync("/app/report?lang=fr")).Text.ShouldStartWith("report 2, lang=fr\n");
        (await site.GetAsync("/app/report?lang=en&other=1")).Text.ShouldStartWith("report 1, lang=en\n");
    }

    [Fact]
    public async Task A_client_that_has_the_cached_answer_is_told_so_without_the_app()
    {
        await using var site = await RunningSite.StartAsync();
        var etag = (await site.GetAsync("/app/report?lang=en")).Header("ETag");

        (await site.GetAsync("/app/report?lang=en", $"If-None-Match: {etag}")).Status.ShouldBe(304);

        site.Calls("/app/report").ShouldBe(1);
    }

    [Fact]
    public async Task Who_is_authenticated_gets_an_answer_of_their_own()
    {
        await using var site = await RunningSite.StartAsync();

        await site.GetAsync("/app/report?lang=en", "X-Api-Key: wonderland");
        await site.GetAsync("/app/report?lang=en");

        site.Calls("/app/report").ShouldBe(2);
    }

    [Fact]
    public async Task One_copy_serves_those_who_can_unpack_and_those_who_cannot()
    {
        await using var site = await RunningSite.StartAsync();

        var packed = await site.GetAsync("/app/report?lang=en", "Accept-Encoding: gzip");
        packed.Header("Content-Encoding").ShouldBe("gzip");
        Packing.Unpack(packed.Bytes).ShouldBe(Whole);
        (await site.GetAsync("/app/report?lang=en")).Text.ShouldBe(Whole);

        site.Calls("/app/report").ShouldBe(1);
    }
}
