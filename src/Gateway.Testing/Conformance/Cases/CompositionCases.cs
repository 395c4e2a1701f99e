namespace Gateway.Testing.Conformance.Cases;

/// <summary>Middleware, pipelines and cascades on a host.</summary>
internal static class CompositionCases
{
    public static void AddTo(CaseList list)
    {
        list.Add("middleware", "W-120 W-121 W-122", "Middleware changes the environ going in and the headers coming out", scenario =>
        {
            GatewayApp inner = (environ, startResponse) =>
            {
                startResponse("200 OK", [("X-Seen", environ.PathInfo)]);
                return scenario.Track(Blocks.Lazily("a", "b"));
            };
            scenario.App = inner.Use(app => (environ, startResponse) =>
            {
                environ.PathInfo = "/moved";
                return app(environ, (status, headers, exception) => startResponse(status, [.. headers, ("Via", "middleware")], exception));
            });
            scenario.Check(response =>
            {
                Expect.Text(200, "ab", response);
                Expect.Equal("/moved", response.Header("X-Seen"), "X-Seen");
                Expect.Equal("middleware", response.Header("Via"), "Via");
            });
        });

        list.Add("middleware-replaces", "W-123 W-124",
            "Middleware that replaces the body closes the original, and its length is its own", scenario =>
        {
            scenario.App = (environ, startResponse) => Upper(scenario.Track(Inner(startResponse)));
            scenario.Check(response => Expect.Text(200, "AB!", response));
        });

        list.Add("derived-data", "W-126", "Typed properties read through to what was rewritten", scenario =>
        {
            scenario.Get("/?a=1");
            scenario.Observe(environ =>
            {
                environ[EnvironKeys.QueryString] = "b=2";
                Expect.Equal("b=2", environ.QueryString, "QueryString");
                environ["HTTP_X_LATE"] = "1";
                Expect.Equal("1", environ.Header("X-Late"), "X-Late");
                Expect.That(environ.Url.Query == "?b=2", "the URL has the new query");
            });
        });

        list.AddAsync("cascade", "W-120 W-93", "A cascade passes over 404, and closes what it passes over", scenario =>
        {
            var passedOver = scenario.Track(Blocks.Lazily("not here"));
            AsyncGatewayApp first = (_, startResponse) =>
            {
                startResponse("404 Not Found", Blocks.Plain);
                GatewayApp lifted = (_, _) => passedOver;
                return lifted.ToAsync()(null!, null!);
            };
            AsyncGatewayApp second = (_, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return new(Body.Text("here"));
            };
            scenario.AsyncApp = new GatewayPipeline().Cascade(first, second).Build();
            scenario.Check(response => Expect.Text(200, "here", response));
        });
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Inner(StartResponse startResponse)
    {
        startResponse("200 OK", Blocks.Plain);
        yield return Blocks.Of("a");
        yield return Blocks.Of("b");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Upper(TrackedBody body)
    {
        using (body)
        {
            foreach (var block in body)
                yield return Blocks.Of(System.Text.Encoding.UTF8.GetString(block.Span).ToUpperInvariant());
        }

        yield return Blocks.Of("!");
    }
}
