namespace Gateway.Environs;

/// <summary>Typed properties are views of entries: they keep nothing of their own.</summary>
public class EnvironPropertiesTests
{
    private readonly Environ _environ = new();

    public static TheoryData<string, Func<Environ, string?>, Action<Environ, string>> TextProperties => new()
    {
        { "REQUEST_METHOD", environ => environ.RequestMethod, (environ, value) => environ.RequestMethod = value },
        { "SCRIPT_NAME", environ => environ.ScriptName, (environ, value) => environ.ScriptName = value },
        { "PATH_INFO", environ => environ.PathInfo, (environ, value) => environ.PathInfo = value },
        { "QUERY_STRING", environ => environ.QueryString, (environ, value) => environ.QueryString = value },
        { "CONTENT_TYPE", environ => environ.ContentType, (environ, value) => environ.ContentType = value },
        { "SERVER_NAME", environ => environ.ServerName, (environ, value) => environ.ServerName = value },
        { "SERVER_PROTOCOL", environ => environ.ServerProtocol, (environ, value) => environ.ServerProtocol = value },
        { "REMOTE_ADDR", environ => environ.RemoteAddr, (environ, value) => environ.RemoteAddr = value },
        { "wsgi.url_scheme", environ => environ.UrlScheme, (environ, value) => environ.UrlScheme = value },
    };

    public static TheoryData<string, Func<Environ, object?>> AllProperties => new()
    {
        { "REQUEST_METHOD", environ => environ.RequestMethod },
        { "SCRIPT_NAME", environ => environ.ScriptName },
        { "PATH_INFO", environ => environ.PathInfo },
        { "QUERY_STRING", environ => environ.QueryString },
        { "CONTENT_TYPE", environ => environ.ContentType },
        { "CONTENT_LENGTH", environ => environ.ContentLength },
        { "SERVER_NAME", environ => environ.ServerName },
        { "SERVER_PORT", environ => environ.ServerPort },
        { "SERVER_PROTOCOL", environ => environ.ServerProtocol },
        { "REMOTE_ADDR", environ => environ.RemoteAddr },
        { "wsgi.url_scheme", environ => environ.UrlScheme },
        { "wsgi.input", environ => environ.Input },
        { "wsgi.errors", environ => environ.Errors },
        { "wsgi.websocket", environ => environ.WebSocket },
        { "gateway.request_aborted", environ => environ.RequestAborted },
        { "HTTP_X_ONE", environ => environ.Header("X-One") },
    };

    public static TheoryData<string, Func<Environ, object?>> RequiredProperties => new()
    {
        { "REQUEST_METHOD", environ => environ.RequestMethod },
        { "SERVER_NAME", environ => environ.ServerName },
        { "SERVER_PORT", environ => environ.ServerPort },
        { "SERVER_PROTOCOL", environ => environ.ServerProtocol },
        { "wsgi.url_scheme", environ => environ.UrlScheme },
        { "wsgi.input", environ => environ.Input },
        { "wsgi.errors", environ => environ.Errors },
    };

    [Theory]
    [MemberData(nameof(TextProperties))]
    public void A_text_property_reads_and_writes_its_entry(string key, Func<Environ, string?> get, Action<Environ, string> set)
    {
        _environ[key] = "written to the dictionary";
        get(_environ).ShouldBe("written to the dictionary");

        set(_environ, "written to the property");
        _environ[key].ShouldBe("written to the property");
        get(_environ).ShouldBe("written to the property");
    }

    [Theory]
    [MemberData(nameof(AllProperties))]
    public void An_entry_of_the_wrong_type_is_an_error_that_names_its_key(string key, Func<Environ, object?> get)
    {
        _environ[key] = new Version(1, 2);

        var error = Should.Throw<GatewayContractException>(() => get(_environ));

        error.Message.ShouldContain(key);
        error.Message.ShouldContain("Version");
    }

    [Theory]
    [MemberData(nameof(RequiredProperties))]
    public void A_required_entry_that_is_missing_is_an_error_that_names_its_key(string key, Func<Environ, object?> get) =>
        Should.Throw<KeyNotFoundException>(() => get(_environ)).Message.ShouldContain(key);

    [Theory]
    [MemberData(nameof(RequiredProperties))]
    public void A_required_entry_that_is_null_is_an_error_that_names_its_key(string key, Func<Environ, object?> get)
    {
        _environ[key] = null;

        Should.Throw<GatewayContractException>(() => get(_environ)).Message.ShouldContain(key);
    }

    [Fact]
    public void An_optional_entry_that_is_missing_reads_as_nothing()
    {
        _environ.ScriptName.ShouldBe("");
        _environ.PathInfo.ShouldBe("");
        _environ.QueryString.ShouldBe("");
        _environ.ContentType.ShouldBeNull();
        _environ.ContentLength.ShouldBeNull();
        _environ.RemoteAddr.ShouldBeNull();
        _environ.WebSocket.ShouldBeNull();
        _environ.RequestAborted.ShouldBe(CancellationToken.None);
        _environ.Count.ShouldBe(0);
    }

    [Fact]
    public void Setting_null_removes_an_optional_entry()
    {
        _environ.ContentType = "text/plain";
        _environ.ContentLength = 5;
        _environ.RemoteAddr = "127.0.0.1";
        _environ.WebSocket = new WebSocketHandshake([]);
        _environ.Count.ShouldBe(4);

        _environ.ContentType = null;
        _environ.ContentLength = null;
        _environ.RemoteAddr = null;
        _environ.WebSocket = null;

        _environ.Count.ShouldBe(0);
    }

    [Fact]
    public void Object_properties_read_and_write_their_entries()
    {
        using var input = new MemoryStream();
        using var errors = new StringWriter();
        using var aborted = new CancellationTokenSource();
        var handshake = new WebSocketHandshake(["chat"]);

        _environ.Input = input;
        _environ.Errors = errors;
        _environ.RequestAborted = aborted.Token;
        _environ.WebSocket = handshake;

        _environ["wsgi.input"].ShouldBeSameAs(input);
        _environ.Input.ShouldBeSameAs(input);
        _environ["wsgi.errors"].ShouldBeSameAs(errors);
        _environ.Errors.ShouldBeSameAs(errors);
        _environ["gateway.request_aborted"].ShouldBe(aborted.Token);
        _environ.RequestAborted.ShouldBe(aborted.Token);
        _environ["wsgi.websocket"].ShouldBeSameAs(handshake);
        _environ.WebSocket.ShouldBeSameAs(handshake);
    }

    [Fact]
    public void ToString_names_the_request_on_one_line()
    {
        var environ = Environ.ForRequest("GET", "/a%0D%0Ab/caf%C3%A9");
        environ.ScriptName = "/api";

        environ.ToString().ShouldBe("GET /api/a%0D%0Ab/caf%C3%A9");
        new Environ().ToString().ShouldBe("(empty environ)");
    }

    [Fact]
    public void ToString_does_not_throw_over_a_wrong_entry()
    {
        _environ["REQUEST_METHOD"] = 5;
        _environ["PATH_INFO"] = null;

        _environ.ToString().ShouldBe("5 ");
    }
}
