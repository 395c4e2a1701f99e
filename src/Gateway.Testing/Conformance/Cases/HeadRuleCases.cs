namespace Gateway.Testing.Conformance.Cases;

/// <summary>Group D: what start_response lets through, and how it arrives.</summary>
internal static class HeadRuleCases
{
    private static readonly string[] BadStatuses =
    [
        "200", "200 ", " 200 OK", "20 OK", "2000 X", "", "abc", "200 OK\r\nX-Evil: 1", "200 OK\n", "200\n", "99 x", "600 x", "1000 x", "100 Continue", "101 x", "103 x", "200 Caf\u00e9", "200  OK", "200\tOK",
    ];

    private static readonly string[] HopByHop =
        ["Connection", "keep-alive", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "transfer-ENCODING", "Upgrade", "Proxy-Connection", "Status"];

    public static void AddTo(CaseList list)
    {
        for (var index = 0; index < BadStatuses.Length; index++)
        {
            var status = BadStatuses[index];
            Refused(list, $"status-bad-{index}", "W-58 W-66 D57", "A status that is not three digits, a blank and a reason is refused at the call", startResponse => startResponse(status, Blocks.Plain));
        }

        foreach (var name in HopByHop)
            Refused(list, "header-refused-" + name.ToLowerInvariant(), "W-76 W-62 W-77 W-106 W-119 D60 D61", "Headers of the connection or of CGI are refused, in any case", startResponse => startResponse("200 OK", [(name, "x")]));

        var names = new[] { "X A", "X:A", "", "X\u00e9", "X\r\nEvil", "X\0", null! };
        for (var index = 0; index < names.Length; index++)
        {
            var name = names[index];
            Refused(list, $"header-bad-name-{index}", "W-61 W-65 D58", "A header name that is not a token is refused", startResponse => startResponse("200 OK", [(name, "x")]));
        }

        var values = new[] { "a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", "a\tb", "a\u007fb", "\u0100", "\u20ac", null! };
        for (var index = 0; index < values.Length; index++)
        {
            var value = values[index];
            Refused(list, $"header-bad-value-{index}", "W-63 W-64 W-65 W-66 D58", "A header value that is not printable is refused", startResponse => startResponse("200 OK", [("X-A", value)]));
        }

        var lengths = new[] { "abc", "+5", "-5", "5, 5", "", " 5", "99999999999999999999" };
        for (var index = 0; index < lengths.Length; index++)
        {
            var length = lengths[index];
            Refused(list, $"length-bad-{index}", "W-102 D62 W-77", "A Content-Length that is not one number is refused", startResponse => startResponse("200 OK", [("content-LENGTH", length)]));
        }

        Refused(list, "length-twice", "W-102 D62", "Content-Length is given once", startResponse => startResponse("200 OK", [("Content-Length", "5"), ("Content-Length", "5")]));
        Refused(list, "headers-null", "W-60 W-65", "A header list that is null is refused", startResponse => startResponse("200 OK", null!));

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

        list.Add("headers-date-server", "D65 W-78", HostCapabilities.Connection, "The server adds Date, and the app's own stands alone", scenario =>
        {
            Head(scenario, "200 OK", [("Server", "mine")]);
            scenario.Check(response =>
            {
                Expect.Equal(1, response.All("Date").Count, "Date headers");
                Expect.Sequence(["mine"], response.All("Server"), "Server");
            });
        });
    }

    private static void Head(ConformanceScenario scenario, string status, IReadOnlyList<(string, string)> headers) => scenario.App = (_, startResponse) =>
    {
        startResponse(status, headers);
        return Blocks.Lazily("x");
    };

    /// <summary>The app learns of it at the call, may start over, and nothing of it is on the wire.</summary>
    private static void Refused(CaseList list, string id, string requirements, string title, Action<StartResponse> call) => list.Add(id, requirements, title, scenario =>
    {
        scenario.App = (_, startResponse) =>
        {
            var error = Expect.Throws<GatewayContractException>(() => call(startResponse), "start_response");
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
