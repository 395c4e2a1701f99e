using Gateway.AspNetCore.Tests.Faults;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>wsgi.input over HTTP/2, where a body ends or fails without its connection.</summary>
public sealed class Http2InputTests
{
    [Theory, BothShapes]
    public async Task A_body_without_a_length_is_read_to_its_end(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                environ.ContainsKey("CONTENT_LENGTH").ShouldBeFalse();
                using var reader = new StreamReader(environ.Input);
                var text = reader.ReadToEnd();
                startResponse("200 OK", []);
                return Body.Text(text);
            },
            setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        using var response = await client.SendAsync("/", request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = new StreamContent(new TrackedStream("hello"u8.ToArray()));
        });

        (await response.Content.ReadAsStringAsync()).ShouldBe("hello");
        await client.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_body_over_the_limit_is_answered_413_even_if_the_app_swallows_it(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, SwallowsBodyErrors.AndAnswers("200 OK"), setup =>
        {
            setup.Http2 = true;
            setup.Kestrel = kestrel => kestrel.Limits.MaxRequestBodySize = 1000;
        });
        using var client = host.ConnectHttp2();

        using var response = await client.SendAsync("/", request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = new ByteArrayContent(new byte[1001]);
        });

        ((int)response.StatusCode).ShouldBe(413);
        await client.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task An_http_2_upload_that_is_given_up_is_told_apart_from_the_end(AppShape shape)
    {
        var (caught, called) = (new Answer<Exception>(), new Signal());
        await using var host = await GatewayHost.StartAsync(
            shape, SwallowsBodyErrors.AndAnswers("200 OK", caught, called), setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();
        using var giveUp = new CancellationTokenSource();

        var sending = client.SendAsync("/", request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = new EndlessContent();
        }, giveUp.Token);
        await called.WaitAsync();
        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => sending);
        (await caught.GetAsync()).ShouldBeAssignableTo<GatewayClientDisconnectedException>();
        await client.ShouldStillServeAsync();
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    private sealed class EndlessContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync("abc"u8.ToArray(), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
