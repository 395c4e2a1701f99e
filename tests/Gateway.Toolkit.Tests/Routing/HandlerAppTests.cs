namespace Gateway.Toolkit.Tests;

public class HandlerAppTests
{
    [Fact]
    public async Task A_handler_of_each_shape_is_an_app()
    {
        (await new GatewayClient(Handler.ToApp(request => Response.Text(request.Path)).Use(Lint.Check)).Get("/a")).Text.ShouldBe("/a");
        (await new GatewayClient(
            Handler.ToApp(async request => { await Task.Yield(); return Response.Text(request.Path); }).Use(Lint.Check)).Get("/b"))
            .Text.ShouldBe("/b");
        (await new GatewayClient(Handler.ToApp(TaskHandler).Use(Lint.Check)).Get("/c")).Text.ShouldBe("/c");
        (await new GatewayClient(Handler.ToApp(ValueTaskHandler).Use(Lint.Check)).Get("/d")).Text.ShouldBe("/d");

        static async Task<Response> TaskHandler(Request request)
        {
            await Task.Yield();
            return Response.Text(request.Path);
        }

        static ValueTask<Response> ValueTaskHandler(Request request) => new(Response.Text(request.Path));
    }

    [Fact]
    public async Task An_async_lambda_sends_a_response_by_hand()
    {
        AsyncGatewayApp app = async (environ, startResponse) => (await AnswerAsync(new Request(environ))).Send(environ, startResponse);
        (await new GatewayClient(app.Use(Lint.Check)).Get("/x")).Text.ShouldBe("/x");

        static async Task<Response> AnswerAsync(Request request)
        {
            await Task.Yield();
            return Response.Text(request.Path);
        }
    }

    [Fact]
    public async Task What_is_wrong_with_the_request_is_answered_with_its_reason()
    {
        foreach (var client in new[]
        {
            new GatewayClient(Handler.ToApp(Refuse).Use(Lint.Check)),
            new GatewayClient(Handler.ToApp(request => ValueTask.FromResult(Refuse(request))).Use(Lint.Check)),
        })
        {
            var answer = await client.Get("/");
            answer.Status.ShouldBe("422 Unprocessable Content");
            answer.Headers["Content-Type"].ShouldBe("application/problem+json");
            answer.Text.ShouldContain("No such planet.");
        }

        static Response Refuse(Request request) => throw new BadRequestException(422, "No such planet.");
    }

    [Fact]
    public async Task An_exception_of_the_apps_own_may_say_more()
    {
        var answer = await new GatewayClient(Handler.ToApp(Refuse).Use(Lint.Check)).Get("/");

        answer.Status.ShouldBe("409 Conflict");
        answer.Text.ShouldContain("\"winner\":7");

        static Response Refuse(Request request) => throw new ConflictException(7);
    }

    private sealed class ConflictException(int winner) : BadRequestException(409, "Somebody was faster.")
    {
        public override Response ToResponse() => Response.Problem(StatusCode, Message, extensions: [new("winner", winner)]);
    }

    [Fact]
    public async Task Other_failures_and_a_missing_response_are_the_apps_own()
    {
        await Should.ThrowAsync<FormatException>(() => new GatewayClient(Handler.ToApp(Fail)).Get("/"));
        (await Should.ThrowAsync<GatewayContractException>(() => new GatewayClient(Handler.ToApp(Nothing)).Get("/")))
            .Message.ShouldContain(nameof(HandlerAppTests));

        static Response Fail(Request request) => throw new FormatException();
    }

    [Fact]
    public void A_fault_of_the_request_is_a_client_error() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new BadRequestException(500, "no"));

    private static Response Nothing(Request request) => null!;
}
