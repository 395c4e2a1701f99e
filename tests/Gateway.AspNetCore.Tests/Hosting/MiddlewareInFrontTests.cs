using System.IO.Compression;
using System.Text;
using Gateway.AspNetCore.Tests.Faults;
using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Tests.Hosting;

/// <summary>What ASP.NET Core already does stays ASP.NET Core's: its middleware works in front of an app.</summary>
public sealed class MiddlewareInFrontTests
{
    [Theory, BothShapes]
    public async Task An_exception_handler_answers_for_an_app_that_failed_before_the_head(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, FailsMidway.InTheCall, setup => setup.InFront = application =>
            application.UseExceptionHandler(handler => handler.Run(context =>
            {
                var error = context.Features.Get<IExceptionHandlerFeature>()!.Error;
                return context.Response.WriteAsync($"handled: {error.Message}");
            })));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(500);
        response.Text.ShouldBe($"handled: {FailsMidway.Secret}");
        response.Has("X-Head").ShouldBeFalse();
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task An_exception_handler_may_ask_the_app_itself_for_the_error_page(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                startResponse("200 OK", [("X-Path", environ.PathInfo)]);
                return environ.PathInfo == "/error" ? Body.Text("sorry") : throw new InvalidOperationException("on purpose");
            },
            setup => setup.InFront = application => application.UseExceptionHandler("/error"));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Head.All("X-Path").ShouldBe(["/error"]);
        response.Text.ShouldBe("sorry");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task An_exception_handler_cannot_make_a_broken_response_whole(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, FailsMidway.AfterTheFirstBlock, setup => setup.InFront = application =>
            application.UseExceptionHandler(handler => handler.Run(context => context.Response.WriteAsync("handled"))));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Text.ShouldBe("first");
        response.LooksWhole.ShouldBeFalse();
    }

    [Theory, BothShapes]
    public async Task The_developer_page_shows_a_failure_before_the_head(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(
            shape, FailsMidway.InTheCall, setup => setup.InFront = application => application.UseDeveloperExceptionPage());
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(500);
        response.Text.ShouldContain(FailsMidway.Secret);
    }

    [Fact]
    public async Task Nothing_behind_an_app_is_ever_reached()
    {
        await using var host = await GatewayHost.StartPipelineAsync(application =>
        {
            application.UseGatewayApp((environ, startResponse) =>
            {
                startResponse("404 Not Found", []);
                return Body.Empty;
            });
            application.Run(context => throw new InvalidOperationException("UseGatewayApp is terminal."));
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(404);
    }

    [Theory, BothShapes]
    public async Task Compression_still_sends_each_block(AppShape shape)
    {
        var mayGoOn = new Signal();
        await using var host = await GatewayHost.StartAsync(shape, Gated, setup =>
        {
            setup.Services = services => services.AddResponseCompression();
            setup.InFront = application => application.UseResponseCompression();
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "Accept-Encoding: gzip", "", "");
        (await connection.ReceiveHeadAsync()).Header("Content-Encoding").ShouldBe("gzip");

        // While the app waits, all of the first block must be there to be unpacked.
        var packed = new MemoryStream();
        while (Unpack(packed) != "one")
            await ReceiveChunkIntoAsync(connection, packed);
        mayGoOn.Set();
        while (Unpack(packed) != "onetwo")
            await ReceiveChunkIntoAsync(connection, packed);

        IEnumerable<ReadOnlyMemory<byte>> Gated(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", Blocks.Plain);
            yield return Blocks.Of("one");
            mayGoOn.Wait();
            yield return Blocks.Of("two");
        }
    }

    [Theory, BothShapes]
    public async Task Compression_of_a_body_with_a_declared_length_is_framed_right(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                startResponse("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "1000")]);
                return Blocks.Lazily(new string('a', 600), new string('a', 400));
            },
            setup =>
            {
                setup.Services = services => services.AddResponseCompression();
                setup.InFront = application => application.UseResponseCompression();
            });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/", "Accept-Encoding: gzip");

        response.LooksWhole.ShouldBeTrue();
        response.Has("Content-Length").ShouldBeFalse();
        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(response.Bytes), CompressionMode.Decompress));
        unpacked.ReadToEnd().ShouldBe(new string('a', 1000));
        await connection.ShouldStillServeAsync();
    }

    [Theory]
    [InlineData("X-Forwarded-For: 192.0.2.7", "192.0.2.7|http|a")]
    [InlineData("X-Forwarded-For: 6.6.6.6, 192.0.2.7", "192.0.2.7|http|a")]
    [InlineData("X-Forwarded-Proto: https", "127.0.0.1|https|a")]
    [InlineData("X-Forwarded-Host: public.example", "127.0.0.1|http|public.example")]
    [InlineData("X-Forwarded-For: , ,", "127.0.0.1|http|a")]
    public async Task Forwarded_headers_of_a_trusted_proxy_are_believed(string header, string expected)
    {
        await using var host = await GatewayHost.StartAsync(
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return Body.Text($"{environ["REMOTE_ADDR"]}|{environ["wsgi.url_scheme"]}|{environ["SERVER_NAME"]}");
            },
            setup => setup.InFront = application =>
                application.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All }));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/", header)).Text.ShouldBe(expected);
    }

    [Theory, BothShapes]
    public async Task Headers_set_in_front_survive_beside_the_apps_own(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                startResponse("200 OK", [("X-Old", "1")]);
                startResponse("200 OK", [("X-App", "1"), ("Set-Cookie", "app=1"), ("Server", "app")],
                    new InvalidOperationException("start over"));
                return Body.Empty;
            },
            setup => setup.InFront = application => application.Use((context, next) =>
            {
                context.Response.Headers["X-Front"] = "1";
                context.Response.Headers.Append("Set-Cookie", "front=1");
                context.Response.Headers["Server"] = "front";
                return next(context);
            }));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Header("X-Front").ShouldBe("1");
        response.Header("X-App").ShouldBe("1");
        response.Has("X-Old").ShouldBeFalse();
        response.Head.All("Set-Cookie").ShouldBe(["front=1", "app=1"]);
        response.Head.All("Server").ShouldBe(["app"]);
    }

    [Theory, BothShapes]
    public async Task The_app_sees_the_request_as_middleware_changed_it(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return Body.Text($"{environ.RequestMethod} {environ.PathInfo}?{environ.QueryString} {environ.Header("X-Added")}");
            },
            setup => setup.InFront = application => application.Use((context, next) =>
            {
                context.Request.Method = "PUT";
                context.Request.Path = "/rewritten";
                context.Request.QueryString = new QueryString("?new=1");
                context.Request.Headers["X-Added"] = "yes";
                return next(context);
            }));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/original?old=1")).Text.ShouldBe("PUT /rewritten?new=1 yes");
    }

    private static async Task ReceiveChunkIntoAsync(RawConnection connection, MemoryStream packed)
    {
        var size = int.Parse(await connection.ReceiveLineAsync(), System.Globalization.NumberStyles.HexNumber, provider: null);
        var (bytes, ending) = await connection.ReceiveUpToAsync(size + 2);
        ending.ShouldBe(Ending.Complete);
        size.ShouldBeGreaterThan(0, "The body ended before everything could be unpacked.");
        packed.Write(bytes, 0, size);
    }

    /// <summary>What can be unpacked so far.</summary>
    private static string Unpack(MemoryStream packed)
    {
        var unpacked = new MemoryStream();
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            int next;
            while ((next = gzip.ReadByte()) >= 0)
                unpacked.WriteByte((byte)next);
        }
        catch (InvalidDataException)
        {
            // The rest is still to come.
        }

        return Encoding.UTF8.GetString(unpacked.ToArray());
    }
}
