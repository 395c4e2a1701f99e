using System.Text;
using Gateway.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Allocations;

/// <summary>What one request allocates on Kestrel, in bytes. A raw request allocates none, so all of it is the adapter's and the
/// app's.</summary>
public sealed class RequestBytesTests
{
    private const int Exchange = 72; // The environ and the response.
    private const int StartResponseDelegate = 64;
    private const int Own = Exchange + StartResponseDelegate;

    private static readonly byte[] Request = OneRequest("Host: localhost");

    private static readonly byte[] RequestWithTwelveHeaders = OneRequest(
        "Host: localhost", "User-Agent: Mozilla/5.0", "Accept: text/html", "Accept-Language: en", "Accept-Encoding: gzip",
        "Connection: keep-alive", "Cookie: a=b",
        "Cache-Control: no-cache", "Referer: http://localhost/", "Upgrade-Insecure-Requests: 1", "If-None-Match: \"x\"",
        "X-Request-Id: 12345");

    [Fact]
    public void What_is_measured_is_optimised_as_in_production()
    {
        ByteMeter.IsOptimised(typeof(GatewayOptions)).ShouldBeTrue();
        ByteMeter.IsOptimised(typeof(Environ)).ShouldBeTrue();
        ByteMeter.IsOptimised(typeof(RequestBytesTests)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_raw_RequestDelegate_allocates_nothing() =>
        (await MeasureAsync(Raw)).ShouldBe(0);

    [Fact]
    public async Task A_synchronous_app_that_reads_three_keys_costs_an_exchange_and_a_delegate() =>
        (await MeasureAsync(server => server.UseGatewayApp(MeasuredApps.ReadsThreeKeys))).ShouldBeLessThanOrEqualTo(Own);

    [Fact]
    public async Task An_asynchronous_app_costs_the_same() =>
        (await MeasureAsync(server => server.UseGatewayApp(MeasuredApps.ReadsThreeKeysAsync))).ShouldBeLessThanOrEqualTo(Own);

    [Fact]
    public async Task Request_headers_that_nobody_reads_cost_nothing()
    {
        var kestrels = await MeasureAsync(Raw, RequestWithTwelveHeaders); // It makes strings of some.
        (await MeasureAsync(server => server.UseGatewayApp(MeasuredApps.ReadsThreeKeys), RequestWithTwelveHeaders))
            .ShouldBeLessThanOrEqualTo(kestrels + Own);
    }

    [Fact]
    public async Task Middleware_that_passes_through_costs_nothing() =>
        (await MeasureAsync(server => server.UseGatewayApp(Wrapped(3)))).ShouldBeLessThanOrEqualTo(Own);

    // The body, its state, and an enumerator each for it and for the body behind it.
    [Fact]
    public async Task Middleware_that_observes_a_block_in_memory_costs_232_bytes() =>
        (await MeasureAsync(server => server.UseGatewayApp(((GatewayApp)MeasuredApps.ReadsThreeKeys).Use(MeasuredApps.Observes))))
            .ShouldBeLessThanOrEqualTo(Own + 232);

    [Fact]
    public async Task A_query_string_costs_itself() =>
        (await MeasureAsync(server => server.UseGatewayApp(MeasuredApps.ReadsThreeKeys),
            "GET /articles?page=2 HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray()))
            .ShouldBeLessThanOrEqualTo(Own + 40); // A string of six characters.

    [Fact]
    public async Task A_streamed_response_costs_the_same_for_ten_blocks_and_for_a_hundred()
    {
        var few = await MeasureAsync(server => server.UseGatewayApp(MeasuredApps.Generates(10)));
        var many = await MeasureAsync(server => server.UseGatewayApp(MeasuredApps.Generates(100)));

        few.ShouldBeLessThanOrEqualTo(296);
        many.ShouldBeLessThanOrEqualTo(few);
    }

    [Fact]
    public async Task An_asynchronously_streamed_response_costs_the_same_for_ten_blocks_and_for_a_hundred()
    {
        var few = await MeasureAsync(server => server.UseGatewayApp(MeasuredApps.GeneratesAsync(10)));
        var many = await MeasureAsync(server => server.UseGatewayApp(MeasuredApps.GeneratesAsync(100)));

        few.ShouldBeLessThanOrEqualTo(296);
        many.ShouldBeLessThanOrEqualTo(few);
    }

    // A list of 31 entries is 600 bytes of it; a Dictionary would be 1,168.
    [Fact]
    public async Task Enumerating_an_environ_with_three_headers_costs_1_1_KiB() =>
        (await MeasureAsync(server => server.UseGatewayApp(MeasuredApps.Enumerates),
            OneRequest("Host: localhost", "User-Agent: curl", "Accept: */*"))).ShouldBeLessThanOrEqualTo(1128);

    [Fact]
    public async Task Middleware_that_looks_at_every_entry_and_then_writes_one_pays_for_the_dictionary_once() =>
        (await MeasureAsync(server => server.UseGatewayApp(MeasuredApps.EnumeratesAndWrites),
            OneRequest("Host: localhost", "User-Agent: curl", "Accept: */*"))).ShouldBeLessThanOrEqualTo(2304);

    private static void Raw(WebApplication server) => server.Run(static context =>
    {
        context.Response.ContentType = "text/plain";
        context.Response.ContentLength = MeasuredApps.Text.Length;
        var write = context.Response.BodyWriter.WriteAsync(MeasuredApps.Text);
        return write.IsCompletedSuccessfully
            ? Task.CompletedTask : throw new InvalidOperationException("A transport in memory does not wait.");
    });

    private static GatewayApp Wrapped(int times)
    {
        GatewayApp app = MeasuredApps.ReadsThreeKeys;
        for (var time = 0; time < times; time++)
            app = app.Use(MeasuredApps.PassesThrough);
        return app;
    }

    private static byte[] OneRequest(params string[] headers) =>
        Encoding.ASCII.GetBytes(string.Join("\r\n", ["GET /articles HTTP/1.1", .. headers, "", ""]));

    private static Task<long> MeasureAsync(Action<WebApplication> pipeline, byte[]? request = null) =>
        ByteMeter.MeasureAsync(pipeline, request ?? Request, answer =>
        {
            answer.Status.ShouldBe(200);
            answer.Body.ShouldStartWith("Hello, World!");
        });
}
