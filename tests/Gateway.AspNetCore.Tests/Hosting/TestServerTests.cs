using System.Net;
using Gateway.AspNetCore.Tests.Faults;
using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;

namespace Gateway.AspNetCore.Tests.Hosting;

/// <summary>TestServer is not Kestrel: features are missing and addresses are unknown. Apps under test must run all the same.</summary>
public sealed class TestServerTests
{
    [Theory, BothShapes]
    public async Task An_app_runs_under_TestServer(AppShape shape)
    {
        await using var server = await StartAsync(shape, (environ, startResponse) =>
        {
            using var reader = new StreamReader(environ.Input);
            var text = reader.ReadToEnd();
            startResponse("201 Created", [("X-App", "1"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]);
            return Blocks.Lazily(environ.PathInfo, " ", environ.QueryString, " ", text);
        });
        using var client = server.GetTestClient();

        using var response = await client.PostAsync("/caf%C3%A9?q=1", new StringContent("hello"));

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.GetValues("Set-Cookie").ShouldBe(["a=1", "b=2"]);
        (await response.Content.ReadAsStringAsync()).ShouldBe("/café q=1 hello");
    }

    [Theory, BothShapes]
    public async Task Every_entry_can_be_read_under_TestServer(AppShape shape)
    {
        Dictionary<string, object?>? entries = null;
        await using var server = await StartAsync(shape, (environ, startResponse) =>
        {
            entries = new Dictionary<string, object?>(environ);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        using var client = server.GetTestClient();

        (await client.GetAsync("/x")).StatusCode.ShouldBe(HttpStatusCode.OK);

        entries!["SERVER_NAME"].ShouldBe("localhost");
        entries["SERVER_PORT"].ShouldBeOfType<string>().ShouldNotBeEmpty();
        entries["PATH_INFO"].ShouldBe("/x");
        entries.Values.ShouldNotContain((object?)null);
    }

    [Theory, BothShapes]
    public async Task Write_a_pushed_body_and_a_file_work_under_TestServer(AppShape shape)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "file");
        await using var server = await StartAsync(shape, (environ, startResponse) =>
        {
            var writer = startResponse("200 OK", []);
            if (environ.PathInfo == "/write")
                writer.Write("written "u8);
            return environ.PathInfo == "/file"
                ? Body.File(path) : Body.Write(async (pipe, aborted) => await pipe.WriteAsync("pushed"u8.ToArray(), aborted));
        });
        using var client = server.GetTestClient();

        (await client.GetStringAsync("/write")).ShouldBe("written pushed");
        (await client.GetStringAsync("/push")).ShouldBe("pushed");
        (await client.GetStringAsync("/file")).ShouldBe("file");
        File.Delete(path);
    }

    [Theory, BothShapes]
    public async Task The_exception_of_an_app_reaches_the_test(AppShape shape)
    {
        await using var server = await StartAsync(shape, FailsMidway.InTheCall);
        using var client = server.GetTestClient();

        (await Should.ThrowAsync<InvalidOperationException>(() => client.GetAsync("/"))).Message.ShouldBe(FailsMidway.Secret);
    }

    private static async Task<WebApplication> StartAsync(AppShape shape, GatewayApp app)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        var server = builder.Build();
        if (shape == AppShape.Sync)
            server.UseGatewayApp(app);
        else
            server.UseGatewayApp(AsyncShape.Of(app));
        await server.StartAsync();
        return server;
    }
}
