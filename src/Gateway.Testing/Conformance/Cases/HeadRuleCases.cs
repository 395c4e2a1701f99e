namespace Gateway.Testing.Conformance.Cases;

/// <summary>Group D: the heads that start_response accepts, and how they arrive.</summary>
internal static class HeadRuleCases
{
    public static void AddTo(CaseList list)
    {
        foreach (var invalid in InvalidResponse.All)
            Refused(list, invalid);

        list.Add("status-reason", "W-59", HostCapabilities.ReasonPhrase, "The app's own reason phrase reaches the client", scenario =>
        {
            Head(scenario, "299 Froody", []);
            scenario.Check(response =>
            {
                Expect.Status(299, response);
                Expect.Equal("Froody", response.Reason, "reason");
            });
        });

        foreach (var status in (string[])["200 OK", "404 Not Found", "418 I'm a teapot", "599 Last"])
        {
            list.Add("status-" + status[..3], "W-58", $"{status} arrives", scenario =>
            {
                Head(scenario, status, []);
                scenario.Check(response => Expect.Text(int.Parse(status.AsSpan(0, 3), provider: null), "x", response));
            });
        }

        list.Add("headers-order", "D63 W-60", "Repeated headers arrive apart and in order", scenario =>
        {
            Head(scenario, "200 OK", [("Set-Cookie", "a=1"), ("X-A", "1"), ("Set-Cookie", "b=2")]);
            scenario.Check(response => Expect.Sequence(["a=1", "b=2"], response.All("Set-Cookie"), "Set-Cookie"));
        });

        list.Add("headers-empty-value", "W-63", "An empty value passes", scenario =>
        {
            Head(scenario, "200 OK", [("X-Empty", "")]);
            scenario.Check(response => Expect.Sequence([""], response.All("X-Empty"), "X-Empty"));
        });

        list.Add("headers-none", "W-109", "No Content-Type is invented", scenario =>
        {
            Head(scenario, "200 OK", []);
            scenario.Check(response =>
            {
                Expect.Text(200, "x", response);
                Expect.That(response.Header("Content-Type") is null, "Content-Type is absent");
            });
        });

        list.Add("headers-date-server", "D65 W-78", HostCapabilities.Connection,
            "The server adds Date, and the app's own stands alone", scenario =>
        {
            Head(scenario, "200 OK", [("Server", "mine")]);
            scenario.Check(response =>
            {
                Expect.Equal(1, response.All("Date").Count, "Date headers");
                Expect.Sequence(["mine"], response.All("Server"), "Server");
            });
        });
    }

    private static void Head(
        ConformanceScenario scenario, string status, IReadOnlyList<(string, string)> headers) => scenario.App = (_, startResponse) =>
    {
        startResponse(status, headers);
        return Blocks.Lazily("x");
    };

    /// <summary>The app gets an exception at the call and may call again. Nothing of the invalid head is sent.</summary>
    private static void Refused(CaseList list, InvalidResponse invalid) => list.Add(invalid.Id, invalid.Requirements,
        invalid.Rule, scenario =>
    {
        scenario.App = (_, startResponse) =>
        {
            var error = Expect.Throws<GatewayContractException>(() => startResponse(invalid.Status, invalid.Headers), "start_response");
            startResponse("500 Refused", [("X-Mine", "1")], error);
            return Blocks.Lazily("refused");
        };
        scenario.Check(response =>
        {
            Expect.Text(500, "refused", response);
            Expect.That(response.Header("X-Evil") is null, "nothing was smuggled in");
            Expect.Sequence(["1"], response.All("X-Mine"), "X-Mine");
            Expect.That(response.Header("X-A") is null, "nothing of the refused head is sent");
        });
    });
}
