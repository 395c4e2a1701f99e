namespace Gateway.Testing.Conformance.Cases;

/// <summary>Group B: target, path and method.</summary>
internal static class TargetCases
{
    public static void AddTo(CaseList list)
    {
        Path(list, "root", "W-11 W-12", "/", "/");
        Path(list, "slash", "B21 W-13 W-137", "/a%2Fb", "/a%2Fb");
        Path(list, "blank", "W-13", "/a%20b", "/a b");
        Path(list, "unicode", "B24 W-13 W-27", "/caf%C3%A9/%E2%82%AC", "/caf\u00e9/\u20ac");
        Path(list, "slashes", "B26 W-12", "//evil//x", "//evil//x");
        Path(list, "backslash-dots", "B22", "/a/..%2fb", "/a/..%2fb");
        RawPath(list, "dots", "B23", "/public/../admin", "/admin");
        RawPath(list, "encoded-dots", "B23 B22", "/public/%2e%2e/admin", "/admin");
        RawPath(list, "not-utf8", "B24", "/bad%FF", "/bad%FF");

        Query(list, "query", "W-14 B27", "/?q=a%2Fb&x=%FF", "q=a%2Fb&x=%FF");
        Query(list, "query-empty", "W-14 B27", "/?", "");
        Query(list, "query-none", "W-14 B27", "/", "");
        Query(list, "query-twice", "B27", "/a?b?c", "b?c");

        list.Add("target-raw", "X-02 B21", HostCapabilities.RawTarget, "REQUEST_URI and RAW_URI are the target as received", scenario =>
        {
            scenario.Get("/a%2Fb/%c3%a9?x=%20");
            scenario.Observe(environ =>
            {
                Expect.Equal((object?)"/a%2Fb/%c3%a9?x=%20", environ[EnvironKeys.RequestUri], "REQUEST_URI");
                Expect.Equal((object?)"/a%2Fb/%c3%a9?x=%20", environ[EnvironKeys.RawUri], "RAW_URI");
            });
        });

        list.Add("target-nul", "B25", HostCapabilities.RawTarget, "An encoded NUL is refused", scenario =>
        {
            scenario.Get("/nul%00x");
            scenario.Answer(_ => "reached the app");
            scenario.Check(response => Expect.Equal(400, response.StatusCode, "status"));
            scenario.Exchange.IsFollowedUp = false;
        });

        list.Add("target-line-end", "B25 X-07", HostCapabilities.RawTarget,
            "A line end in the path cannot be made part of a response header", scenario =>
        {
            scenario.Get("/a%0d%0aX-Evil:%20y");
            scenario.App = (environ, startResponse) =>
            {
                startResponse("302 Found", [("Location", environ.PathInfo)]);
                return Body.Empty;
            };
            scenario.Check(response =>
            {
                Expect.That(response.StatusCode is 400 or 500, "the response is an error");
                Expect.That(response.Header("X-Evil") is null, "no header was smuggled in");
            });
        });

        list.Add("target-fragment", "B28", HostCapabilities.Wire, "A fragment in the target is refused", scenario =>
        {
            scenario.Wire("GET /a#frag HTTP/1.1", "Host: localhost", "", "");
            scenario.Answer(_ => "reached the app");
            scenario.Check(response => Expect.Status(400, response));
        });

        list.Add("target-absolute", "B30 X-02", HostCapabilities.Wire,
            "An absolute target is mapped like any other, and user information is under no key", scenario =>
        {
            scenario.Wire("GET http://user:secret@localhost/x?q HTTP/1.1", "Host: localhost", "", "");
            scenario.Observe(environ =>
            {
                Expect.Equal("/x", environ.PathInfo, "PATH_INFO");
                Expect.Equal("q", environ.QueryString, "QUERY_STRING");
                Expect.Equal((object?)"http://localhost/x?q", environ[EnvironKeys.RequestUri], "REQUEST_URI");
                Expect.That(
                    environ.Values.All(value => value is not string text || !text.Contains("secret", StringComparison.Ordinal)),
                    "no key holds the password");
            });
        });

        list.Add("target-asterisk", "B31 W-12", HostCapabilities.Wire, "OPTIONS * reaches the app", scenario =>
        {
            scenario.Wire("OPTIONS * HTTP/1.1", "Host: localhost", "", "");
            scenario.Observe(environ =>
            {
                Expect.That(environ.PathInfo is "" or "*", "PATH_INFO is empty or *");
                Expect.Equal((object?)"*", environ[EnvironKeys.RawUri], "RAW_URI");
            });
        });

        list.Add("target-connect", "B32", HostCapabilities.Wire, "CONNECT is refused without asking the app", scenario =>
        {
            scenario.Wire("CONNECT a:80 HTTP/1.1", "Host: a:80", "", "");
            scenario.Answer(_ => "reached the app");
            scenario.Exchange.IsFollowedUp = false;
            scenario.Check(response => Expect.Equal(501, response.StatusCode, "status"));
        });

        foreach (var method in (string[])["FROB", "M-SEARCH", "PATCH", new string('M', 100)])
            list.Add(
                "method-" + method[..Math.Min(8, method.Length)], "W-10 B34",
                $"The method is told as it came: {method[..Math.Min(8, method.Length)]}", scenario => Method(scenario, method));
        list.Add(
            "method-lower-case", "W-10 B34", HostCapabilities.RawTarget, "A method in lower case stays so",
            scenario => Method(scenario, "get"));

        foreach (var target in (string[])["/", "/a%2Fb", "/a%20b?q=1%202", "/caf%C3%A9", "//evil/x"])
        {
            list.Add("url-" + target.Replace('/', '!'), "W-136 W-137 B26", $"The URL of {target} is rebuilt as it was", scenario =>
            {
                scenario.Get(target);
                scenario.Observe(environ => Expect.That(
                    environ.Url.AbsoluteUri.EndsWith(target, StringComparison.Ordinal) && environ.Url.Host == "localhost",
                    $"{environ.Url.AbsoluteUri} ends with {target}, on localhost"));
            });
        }

        list.Add("mounted", "W-11 W-12 W-138 B29",
            "A mounted app sees its prefix in SCRIPT_NAME and the rest in PATH_INFO, on segment borders only", scenario =>
        {
            GatewayApp inner = (environ, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return Blocks.Lazily($"{environ.ScriptName}|{environ.PathInfo}|{environ.Url.AbsolutePath}");
            };
            scenario.Get("/m");
            scenario.AsyncApp = new GatewayPipeline().Map("/mm", inner).Map("/m", inner).Build();
            scenario.App = (environ, startResponse) =>
            {
                (environ.ScriptName, environ.PathInfo) = ("/m", "");
                return inner(environ, startResponse);
            };
            scenario.Check(response => Expect.Text(200, "/m||/m", response));
        });
    }

    private static void Method(ConformanceScenario scenario, string method)
    {
        scenario.Exchange.Method = method;
        scenario.Observe(environ => Expect.Equal(method, environ.RequestMethod, "REQUEST_METHOD"));
    }

    private static void Path(
        CaseList list, string id, string requirements, string target, string pathInfo, HostCapabilities needs = HostCapabilities.None) =>
        list.Add("path-" + id, requirements, needs, $"PATH_INFO of {target} is decoded once, and %2F stays encoded", scenario =>
        {
            scenario.Get(target);
            scenario.Observe(environ =>
            {
                Expect.Equal(pathInfo, environ.PathInfo, "PATH_INFO");
                Expect.Equal("", environ.ScriptName, "SCRIPT_NAME");
            });
        });

    private static void RawPath(CaseList list, string id, string requirements, string target, string pathInfo) =>
        Path(list, id, requirements, target, pathInfo, HostCapabilities.RawTarget);

    private static void Query(CaseList list, string id, string requirements, string target, string query) =>
        list.Add(id, requirements, $"QUERY_STRING of {target} is \"{query}\", encoded and without the question mark", scenario =>
        {
            scenario.Get(target);
            scenario.Observe(environ => Expect.Equal((object?)query, environ[EnvironKeys.QueryString], "QUERY_STRING"));
        });
}
