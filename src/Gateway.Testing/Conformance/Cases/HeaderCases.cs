namespace Gateway.Testing.Conformance.Cases;

/// <summary>Group A: request headers as environ entries.</summary>
internal static class HeaderCases
{
    public static void AddTo(CaseList list)
    {
        list.Add("header-key", "W-19 W-20",
            "A header becomes HTTP_ and its name in upper case; without the header there is no key", scenario =>
        {
            scenario.Get("/", ("X-Foo", "1"));
            scenario.Observe(environ =>
            {
                Expect.Equal((object?)"1", environ["HTTP_X_FOO"], "HTTP_X_FOO");
                Expect.That(!environ.ContainsKey("HTTP_X_BAR"), "HTTP_X_BAR is absent");
            });
        });

        list.Add("header-empty", "W-19", HostCapabilities.EmptyHeaders, "A header with an empty value is there, and empty", scenario =>
        {
            scenario.Get("/", ("X-Empty", ""));
            scenario.Observe(environ => Expect.Equal("", environ.Header("X-Empty"), "HTTP_X_EMPTY"));
        });

        list.Add("header-underscore", "X-04 A1", "X_Auth_User cannot pass for X-Auth-User", scenario =>
        {
            scenario.Get("/", ("X-Auth-User", "good"), ("X_Auth_User", "evil"));
            scenario.Observe(environ => Expect.Equal((object?)"good", environ["HTTP_X_AUTH_USER"], "HTTP_X_AUTH_USER"));
        });

        list.Add("header-underscore-alone", "X-04 A2", "A header name with an underscore never reaches the environ", scenario =>
        {
            scenario.Get("/", ("X_Auth_User", "evil"));
            scenario.Observe(environ => Expect.That(
                !environ.ContainsKey("HTTP_X_AUTH_USER") && !environ.Keys.Any(key => key.Contains("Auth_User", StringComparison.Ordinal)),
                "there is no such key"));
        });

        list.Add("header-underscore-content", "X-04 A3", "Content_Length and Content_Type set nothing", scenario =>
        {
            scenario.Get("/", ("Content_Length", "99"), ("Content_Type", "x/y"));
            scenario.Observe(environ =>
            {
                Expect.That(environ.ContentLength is null, "CONTENT_LENGTH is absent");
                Expect.That(environ.ContentType is null, "CONTENT_TYPE is absent");
            });
        });

        list.Add("header-names-of-keys", "X-06 A4", "No header sets a key that is not its own", scenario =>
        {
            scenario.Get(
                "/p", ("SCRIPT_NAME", "/evil"), ("PATH_INFO", "/evil"), ("REMOTE_USER", "evil"), ("REMOTE_ADDR", "6.6.6.6"),
                ("wsgi.url_scheme", "evil"));
            scenario.Observe(environ =>
            {
                Expect.Equal("", environ.ScriptName, "SCRIPT_NAME");
                Expect.Equal("/p", environ.PathInfo, "PATH_INFO");
                Expect.That(!environ.ContainsKey(EnvironKeys.RemoteUser), "REMOTE_USER is absent");
                Expect.That(environ.RemoteAddr != "6.6.6.6", "REMOTE_ADDR is not the client's to say");
                Expect.That(environ.UrlScheme != "evil", "wsgi.url_scheme is not the client's to say");
            });
        });

        list.Add("header-proxy", "X-05 A5", "Proxy does not become HTTP_PROXY", scenario =>
        {
            scenario.Get("/", ("Proxy", "http://evil"));
            scenario.Observe(environ => Expect.That(!environ.ContainsKey("HTTP_PROXY"), "HTTP_PROXY is absent"));
        });

        list.Add("header-odd-names", "X-04 A6",
            "Names with other characters than letters, digits and '-' are dropped, and merge with no other", scenario =>
        {
            scenario.Get("/", ("X.A", "1"), ("X~A", "2"), ("X$A", "3"), ("X-A", "4"));
            scenario.Observe(environ =>
            {
                Expect.Equal((object?)"4", environ["HTTP_X_A"], "HTTP_X_A");
                Expect.Sequence(["HTTP_X_A"], environ.Keys.Where(key => key.StartsWith("HTTP_X", StringComparison.Ordinal)), "keys");
            });
        });

        list.Add("header-repeated", "W-21 A7", "Repeated headers are joined by a comma, in order", scenario =>
        {
            scenario.Get("/", ("X-A", "1"), ("X-A", "2"));
            scenario.Observe(environ => Expect.Equal("1,2", environ.Header("X-A")?.Replace(" ", "", StringComparison.Ordinal), "HTTP_X_A"));
        });

        list.Add("header-repeated-apart", "W-21 X-09 A7", HostCapabilities.RepeatedHeaders,
            "The comma has no blank, and gateway.raw_headers shows the repeats", scenario =>
        {
            scenario.Get("/", ("X-A", "1"), ("X-A", "2"));
            scenario.Observe(environ =>
            {
                Expect.Equal("1,2", environ.Header("X-A"), "HTTP_X_A");
                var raw = (IReadOnlyList<(string Name, string Value)>)environ[EnvironKeys.RawHeaders]!;
                Expect.Sequence(
                    ["1", "2"],
                    raw.Where(header => header.Name.Equals("X-A", StringComparison.OrdinalIgnoreCase)).Select(header => header.Value),
                    "raw values of X-A");
            });
        });

        list.Add("header-raw", "X-09", "gateway.raw_headers has what the environ leaves out", scenario =>
        {
            scenario.Get("/", ("X_Y", "kept"));
            scenario.Observe(environ => Expect.That(
                ((IReadOnlyList<(string Name, string Value)>)environ[EnvironKeys.RawHeaders]!).Any(
                    header => header.Name.Equals("X_Y", StringComparison.OrdinalIgnoreCase) && header.Value == "kept"),
                "X_Y is among the raw headers"));
        });

        list.Add("header-cookies", "W-21 A7", "Cookie headers are joined by '; '", scenario =>
        {
            scenario.Get("/", ("Cookie", "a=1"), ("Cookie", "b=2"));
            scenario.Observe(environ => Expect.Equal("a=1; b=2", environ.Header("Cookie"), "HTTP_COOKIE"));
        });

        list.Add("header-two-content-types", "A8", HostCapabilities.Wire, "Two different Content-Type headers are refused", scenario =>
        {
            scenario.Wire("POST / HTTP/1.1", "Host: localhost", "Content-Type: a/b", "Content-Type: c/d", "Content-Length: 0", "", "");
            scenario.Answer(_ => "reached the app");
            scenario.Check(response => Expect.Status(400, response));
        });

        list.Add("header-forwarded", "X-06 A9 A11 A12", "Forwarded headers change nothing by themselves", scenario =>
        {
            scenario.Get(
                "/p", ("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-Proto", "evil"), ("X-Forwarded-Prefix", "/evil"),
                ("X-Forwarded-Host", "evil"));
            scenario.Observe(environ =>
            {
                Expect.That(environ.RemoteAddr != "6.6.6.6", "REMOTE_ADDR is the peer's");
                Expect.That(environ.UrlScheme != "evil", "the scheme is the connection's");
                Expect.Equal("", environ.ScriptName, "SCRIPT_NAME");
                Expect.That(environ.ServerName != "evil", "SERVER_NAME is the Host header's");
            });
        });

        list.Add("header-utf8", "A13 W-27", HostCapabilities.Wire, "A value in UTF-8 is a string of real Unicode", scenario =>
        {
            scenario.Wire("GET / HTTP/1.1", "Host: localhost", "X-A: caf\u00c3\u00a9", "", "");
            scenario.Observe(environ => Expect.Equal("caf\u00e9", environ.Header("X-A"), "HTTP_X_A"));
        });

        list.Add("header-control", "A14", HostCapabilities.Wire, "A control character in a value is refused", scenario =>
        {
            scenario.Wire("GET / HTTP/1.1", "Host: localhost", "X-A: a\u0001b", "", "");
            scenario.Answer(_ => "reached the app");
            scenario.Check(response => Expect.Status(400, response));
        });

        list.Add("header-two-framings", "A15 W-16", HostCapabilities.Wire,
            "With Transfer-Encoding, no Content-Length is told under any name", scenario =>
        {
            scenario.Wire(
                "POST / HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", "Content-Length: 3", "", "3", "abc", "0", "", "");
            scenario.App = (environ, startResponse) =>
            {
                var keys = string.Join(",", environ.Keys.Where(key => key.Contains("CONTENT_LENGTH", StringComparison.Ordinal)));
                startResponse("200 OK", Blocks.Plain);
                return Blocks.Lazily($"[{keys}]");
            };
            scenario.Check(response => Expect.That(
                response.StatusCode == 400 || response.Text == "[]",
                $"the request is refused or has no length, rather than {response.StatusCode} {response.Text}"));
        });

        list.Add("header-no-host", "A18 W-17", HostCapabilities.Wire,
            "Without a host name, SERVER_NAME and SERVER_PORT come from the connection", scenario =>
        {
            scenario.Wire("GET / HTTP/1.0", "", "");
            scenario.Exchange.IsFollowedUp = false;
            scenario.Observe(environ =>
            {
                Expect.That(environ.ServerName.Length > 0, "SERVER_NAME is not empty");
                Expect.That(environ.ServerPort > 0, "SERVER_PORT is a port");
            });
        });

        list.Add("header-ipv6-host", "A19 W-17 W-136", HostCapabilities.Wire, "An IPv6 host keeps its brackets", scenario =>
        {
            scenario.Wire("GET / HTTP/1.1", "Host: [::1]:5099", "", "");
            scenario.Observe(environ =>
            {
                Expect.Equal("[::1]", environ.ServerName, "SERVER_NAME");
                Expect.Equal(environ.UrlScheme + "://[::1]:5099/", environ.Url.AbsoluteUri, "URL");
            });
        });

        list.Add("header-authorization", "A20", "Authorization reaches the app", scenario =>
        {
            scenario.Get("/", ("Authorization", "Basic eDp5"));
            scenario.Observe(environ => Expect.Equal("Basic eDp5", environ.Header("Authorization"), "HTTP_AUTHORIZATION"));
        });

        list.Add("header-long", "W-19", "A long value arrives whole", scenario =>
        {
            var value = new string('v', 4000);
            scenario.Get("/", ("X-Long", value));
            scenario.Observe(environ => Expect.Equal(value, environ.Header("X-Long"), "HTTP_X_LONG"));
        });

        list.Add("header-dumb", "W-118", "The host adds no content coding, range or validator logic of its own", scenario =>
        {
            scenario.Get("/", ("Accept-Encoding", "gzip, br"), ("Range", "bytes=0-1"), ("If-None-Match", "*"));
            scenario.Answer(_ => "all of it");
            scenario.Check(response =>
            {
                Expect.Text(200, "all of it", response);
                Expect.That(
                    response.Header("Content-Encoding") is null && response.Header("ETag") is null, "nothing was encoded or validated");
            });
        });
    }
}
