namespace Gateway.Toolkit.Tests;

public class MiddlewareTests : MiddlewareTest
{
    [Fact]
    public async Task Middleware_is_used_in_both_shapes_and_in_pipelines_without_a_cast()
    {
        GatewayApp app = Hello;
        GatewayApp sync = app.Use(new RequestId());
        AsyncGatewayApp async = app.ToAsync().Use(new RequestId());
        AsyncGatewayApp site = new GatewayPipeline().Use(new RequestId()).Use(new MaxBody(10)).Run(app).Build();

        (await new GatewayClient(sync).Get("/")).Text.ShouldBe("hello");
        (await new GatewayClient(async).Get("/")).Text.ShouldBe("hello");
        (await new GatewayClient(site).Get("/")).Text.ShouldBe("hello");
    }

    [Theory, BothShapes]
    public async Task An_answer_takes_the_place_of_the_app(Shape shape)
    {
        var client = shape.Client(new Answering(), (_, _) => throw new InvalidOperationException("The app was called."));

        (await client.Get("/")).Status.ShouldBe("403 Forbidden");
    }

    [Theory, BothShapes]
    public async Task Every_kind_of_body_is_watched_and_keeps_its_length(Shape shape)
    {
        using var folder = new TempFolder();
        var path = folder.Write("hello", "hello");
        Func<IEnumerable<ReadOnlyMemory<byte>>>[] bodies =
        [
            () => Body.Text("hello"), () => Body.File(path), () => Body.Stream(new MemoryStream("hello"u8.ToArray())),
            () => new ReadOnlyMemory<byte>[] { "hello"u8.ToArray() },
        ];
        foreach (var body in bodies)
        {
            var seen = new Recorder();
            var response = await shape.Client(seen, (_, startResponse) =>
            {
                startResponse("200 OK", Plain);
                return body();
            }).Get("/");

            response.Text.ShouldBe("hello");
            response.Headers["Content-Length"].ShouldBe("5");
            seen.Bytes.ShouldBe(5);
            seen.Ends.ShouldBe(["200 OK"]);
        }
    }

    [Theory, BothShapes]
    public async Task What_a_generator_a_push_and_write_send_is_watched(Shape shape)
    {
        GatewayApp[] apps =
        [
            Generator,
            (_, startResponse) =>
            {
                startResponse("200 OK", Plain);
                return Body.Write(async (writer, token) =>
                {
                    await writer.WriteAsync("hel"u8.ToArray(), token);
                    await writer.WriteAsync("lo"u8.ToArray(), token);
                });
            },
            (_, startResponse) =>
            {
                startResponse("200 OK", Plain).Write("hel"u8);
                return Body.Text("lo");
            },
        ];
        foreach (var app in apps)
        {
            var seen = new Recorder();

            (await shape.Client(seen, app).Get("/")).Text.ShouldBe("hello");

            seen.Bytes.ShouldBe(5);
            seen.Ends.ShouldBe(["200 OK"]);
        }
    }

    [Theory, BothShapes]
    public async Task The_end_comes_once_where_the_app_fails(Shape shape)
    {
        var seen = new Recorder();

        await Should.ThrowAsync<TimeoutException>(() => shape.Client(seen, (_, _) => throw new TimeoutException()).Get("/"));

        seen.Ends.ShouldBe(["TimeoutException"]);
    }

    [Theory, BothShapes]
    public async Task The_end_comes_with_the_body_where_the_host_does_not_tell(Shape shape)
    {
        var seen = new Recorder();
        foreach (var body in new IEnumerable<ReadOnlyMemory<byte>>[] { Body.Text("hello"), Failing(), Body.Empty })
        {
            var environ = Environ.ForRequest();
            environ.Remove(EnvironKeys.ResponseFinished);
            try
            {
                await RunAsync(shape, seen, environ, (_, startResponse) =>
                {
                    startResponse("200 OK", Plain);
                    return body;
                });
            }
            catch (TimeoutException)
            {
                // Failing's.
            }
        }

        seen.Ends.ShouldBe(["200 OK", "200 OK TimeoutException", "200 OK"]);

        static IEnumerable<ReadOnlyMemory<byte>> Failing()
        {
            yield return "x"u8.ToArray();
            throw new TimeoutException();
        }
    }

    [Theory, BothShapes]
    public async Task The_end_comes_where_an_app_throws_and_the_host_does_not_tell(Shape shape)
    {
        var seen = new Recorder();
        var environ = Environ.ForRequest();
        environ.Remove(EnvironKeys.ResponseFinished);

        await Should.ThrowAsync<TimeoutException>(() => RunAsync(shape, seen, environ, (_, _) => throw new TimeoutException()));

        seen.Ends.ShouldBe(["TimeoutException"]);
    }

    [Theory, BothShapes]
    public async Task A_failure_is_answered_wherever_it_happens_before_the_head(Shape shape)
    {
        GatewayApp[] apps =
        [
            (_, _) => throw new TimeoutException(),
            (_, startResponse) =>
            {
                startResponse("200 OK", Plain);
                throw new TimeoutException();
            },
            FailingGenerator,
            (_, startResponse) =>
            {
                startResponse("200 OK", Plain);
                return Body.Write((_, _) => throw new TimeoutException());
            },
            (_, startResponse) =>
            {
                startResponse("200 OK", Plain);
                return Body.Stream(new FailingStream());
            },
        ];
        foreach (var app in apps)
        {
            var response = await shape.Client(new Rescuing(), app).Get("/");

            response.Status.ShouldBe("503 Service Unavailable");
            response.Text.ShouldBe("TimeoutException");
        }
    }

    [Theory, BothShapes]
    public async Task A_failure_after_the_head_goes_on(Shape shape)
    {
        GatewayApp[] apps =
        [
            LateFailure,
            (_, startResponse) =>
            {
                startResponse("200 OK", Plain).Write("x"u8);
                throw new TimeoutException();
            },
            (_, startResponse) =>
            {
                startResponse("200 OK", Plain);
                return Body.Write(async (writer, token) =>
                {
                    await writer.WriteAsync("x"u8.ToArray(), token);
                    throw new TimeoutException();
                });
            },
        ];
        foreach (var app in apps)
        {
            var failure = await Should.ThrowAsync<ResponseAbortedException>(() => shape.Client(new Rescuing(), app).Get("/"));

            failure.InnerException.ShouldBeOfType<TimeoutException>();
        }
    }

    [Theory, BothShapes]
    public async Task A_commit_comes_after_start_response_and_before_the_first_byte(Shape shape)
    {
        GatewayApp[] apps =
        [
            Hello, Generator,
            (_, startResponse) =>
            {
                startResponse("200 OK", Plain).Write("hel"u8);
                return Body.Text("lo");
            },
            (_, startResponse) => Body.Write(async (writer, token) =>
            {
                startResponse("200 OK", Plain);
                await writer.WriteAsync("hello"u8.ToArray(), token);
            }),
        ];
        foreach (var app in apps)
        {
            var committing = new Committing();
            var client = shape.Client(committing, app);
            var streaming = await client.Open("/");
            await using var open = streaming;

            committing.Commits.ShouldBe(1); // The head is here.
            (await streaming.ReadToEnd()).Text.ShouldBe("hello");
            committing.Commits.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Asynchronous_apps_are_committed_without_blocking()
    {
        var committing = new Committing();
        var app = ((AsyncIteratorApp)Lazy).ToAsync().Use(committing);

        (await new GatewayClient(app).Get("/")).Text.ShouldBe("hello");

        committing.AsynchronousCommits.ShouldBe(1);

        static async IAsyncEnumerable<ReadOnlyMemory<byte>> Lazy(Environ environ, StartResponse startResponse)
        {
            await Task.Yield();
            startResponse("200 OK", Plain);
            yield return "hello"u8.ToArray();
        }
    }

    [Fact]
    public void Bodies_that_are_not_watched_pass_as_they_are()
    {
        var body = Body.Text("hello");
        GatewayApp app = (_, startResponse) =>
        {
            startResponse("200 OK", Plain);
            return body;
        };

        app.Use(new RequestId())(Environ.ForRequest(), (_, _, _) => null!).ShouldBeSameAs(body);
        app.Use(new AccessLog(TextWriter.Null))(Environ.ForRequest(), (_, _, _) => null!).ShouldBeSameAs(body);
    }
}
