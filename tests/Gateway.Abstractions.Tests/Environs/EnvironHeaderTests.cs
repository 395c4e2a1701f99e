namespace Gateway.Environs;

public class EnvironHeaderTests
{
    private readonly Environ _environ = new();

    [Theory]
    [InlineData("User-Agent")]
    [InlineData("user-agent")]
    [InlineData("USER-AGENT")]
    public void A_header_is_found_in_any_case(string name)
    {
        _environ["HTTP_USER_AGENT"] = "curl";

        _environ.Header(name).ShouldBe("curl");
    }

    [Fact]
    public void Content_type_and_length_are_found_under_their_own_keys()
    {
        _environ["CONTENT_TYPE"] = "text/plain";
        _environ["CONTENT_LENGTH"] = "5";

        _environ.Header("Content-Type").ShouldBe("text/plain");
        _environ.Header("content-length").ShouldBe("5");
    }

    [Fact]
    public void An_entry_that_would_be_a_second_content_type_is_not_found()
    {
        _environ["HTTP_CONTENT_TYPE"] = "text/evil";

        _environ.Header("Content-Type").ShouldBeNull();
    }

    [Theory]
    [InlineData("User_Agent")]
    [InlineData("User.Agent")]
    [InlineData("User Agent")]
    [InlineData("")]
    [InlineData("Proxy")]
    public void A_name_without_a_key_is_found_never(string name)
    {
        _environ["HTTP_USER_AGENT"] = "curl";
        _environ["HTTP_PROXY"] = "http://evil";
        _environ["HTTP_"] = "nothing";

        _environ.Header(name).ShouldBeNull();
    }

    [Fact]
    public void A_header_that_is_not_there_is_null() => _environ.Header("X-None").ShouldBeNull();

    [Fact]
    public void An_empty_header_is_empty()
    {
        _environ["HTTP_X_EMPTY"] = "";

        _environ.Header("X-Empty").ShouldBe("");
    }

    [Fact]
    public void A_header_is_read_anew_at_every_access()
    {
        _environ["HTTP_X_ONE"] = "1";
        _environ.Header("X-One").ShouldBe("1");

        _environ["HTTP_X_ONE"] = "2";
        _environ.Header("X-One").ShouldBe("2");
    }
}
