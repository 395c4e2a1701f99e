using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.AspNetCore.Tests.Documentation;

public sealed class AspNetCoreExamplesTests
{
    [Fact]
    public async Task The_examples_of_the_page_do_what_it_says()
    {
        await using var app = AspNetCoreExamples.Build(
            ["--urls", "http://127.0.0.1:0", "--Gateway:Execution:MaxBlockingThreads=16", "--Gateway:Timeouts:Request=00:00:30"]);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        (await client.GetStringAsync("/visits")).ShouldBe("Visit 1\n");
        (await client.GetStringAsync("/made/below")).ShouldBe("Made, visit 2\n");
        (await client.GetStringAsync("/healthz/ready")).ShouldBe("Healthy");
        using var missing = await client.GetAsync(new Uri("/nothing", UriKind.Relative));
        (await missing.Content.ReadAsStringAsync()).ShouldBe("There is nothing at /nothing\n");
        missing.Headers.GetValues("X-Trace").Single().ShouldNotBeEmpty();

        var options = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        options.Execution.MaxBlockingThreads.ShouldBe(16);
        options.Timeouts.Request.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Another_host_has_no_services_and_says_so()
    {
        var environ = Environ.ForRequest();

        environ.GetService<Counter>().ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => environ.GetRequiredService<Counter>())
            .Message.ShouldContain("aspnetcore.http_context");
        Should.Throw<InvalidOperationException>(() => environ.HttpContext()).Message.ShouldContain("DefaultHttpContext");
    }

    [Fact]
    public void A_test_may_set_the_context_itself()
    {
        var (environ, counter) = (Environ.ForRequest(), new Counter());
        environ[EnvironKeys.HttpContext] = new DefaultHttpContext
            { RequestServices = new ServiceCollection().AddSingleton(counter).BuildServiceProvider() };

        environ.GetRequiredService<Counter>().ShouldBeSameAs(counter);
        environ.GetService<Counter>().ShouldBeSameAs(counter);
        environ.GetService<string>().ShouldBeNull();
    }
}
