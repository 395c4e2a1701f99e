using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gateway.Toolkit.Tests;

public class MatchingTests
{
    private readonly Router _router = new();

    [Theory]
    [InlineData("/articles/new", "literal")]
    [InlineData("/articles/5", "constrained")]
    [InlineData("/articles/five", "unconstrained")]
    [InlineData("/articles/5/comments", "rest")]
    [InlineData("/articles/", "rest")]
    [InlineData("/articles", "404 Not Found")]
    [InlineData("/Articles/new", "404 Not Found")]
    [InlineData("/articles//etc/passwd", "404 Not Found")]
    public async Task The_more_specific_segment_wins(string path, string answer)
    {
        // In the wrong order: it must not matter.
        _router.Get("/articles/{**rest}", Response.Text("rest"));
        _router.Get("/articles/{slug}", Response.Text("unconstrained"));
        _router.Get("/articles/{id:int}", Response.Text("constrained"));
        _router.Get("/articles/new", Response.Text("literal"));

        (await _router.Get(path)).ShouldBe(answer);
    }

    [Fact]
    public async Task The_leftmost_difference_decides()
    {
        _router.Get("/{a}/b", Response.Text("second literal"));
        _router.Get("/a/{b}", Response.Text("first literal"));

        (await _router.Get("/a/b")).ShouldBe("first literal");
        (await _router.Get("/x/b")).ShouldBe("second literal");
    }

    [Fact]
    public async Task A_more_specific_way_that_leads_nowhere_is_left_again()
    {
        _router.Get("/a/b/c", Response.Text("literal"));
        _router.Get("/a/{x}/d", Response.Text("parameter"));
        _router.Get("/{**rest}", Response.Text("rest"));

        (await _router.Get("/a/b/d")).ShouldBe("parameter");
        (await _router.Get("/a/b/e")).ShouldBe("rest");
    }

    [Theory]
    [InlineData("int", "0,7,-5,007,2147483647,-2147483648", "+5,%205,5%20,5.0,2147483648,1e3,abc,-,0x10,%D9%A5,%E2%88%925")]
    [InlineData("long", "9223372036854775807,-1", "9223372036854775808,+1,1_000")]
    [InlineData("guid", "6f9619ff-8b86-d011-b42d-00c04fc964ff,6F9619FF-8B86-D011-B42D-00C04FC964FF",
        "6f9619ff8b86d011b42d00c04fc964ff,%7B6f9619ff-8b86-d011-b42d-00c04fc964ff%7D,"
            + "0x9619ff-8b86-d011-b42d-00c04fc964ff,6f9619ff-8b86-d011-b42d-00c04fc964f%20")]
    [InlineData("date", "2026-02-28,0001-01-01", "2026-02-29,2026-2-28,28.02.2026,2026-02-28%20")]
    [InlineData("alpha", "abc,Z", "abc1,a-b,%C3%A9,a%20b")]
    [InlineData("length(3)", "abc,%F0%9F%98%80c,a%2Fb,a%2fb", "ab,abcd")]
    [InlineData("length(2,3)", "ab,abc", "a,abcd")]
    [InlineData("alpha:length(2)", "ab", "a1,abc")]
    public async Task A_malformed_value_is_not_found(string constraint, string good, string bad)
    {
        _router.Get($"/{{value:{constraint}}}", Response.Text("found"));

        foreach (var value in good.Split(','))
            (await _router.Get("/" + value)).ShouldBe("found", value);
        foreach (var value in bad.Split(','))
            (await _router.Get("/" + value)).ShouldBe("404 Not Found", value);
    }

    [Fact]
    public async Task A_value_that_the_handlers_own_type_does_not_take_is_not_found()
    {
        _router.Get("/rgb/{colour}", (Request request, Colour colour) => Response.Text($"{colour.Rgb}"));
        _router.Get("/later/{colour}", async (Request request, Colour colour) =>
        {
            await Task.Yield();
            return Response.Text($"{colour.Rgb}");
        });
        _router.Get("/half/{number}", (Request request, short number) => Response.Text($"{number}"));

        (await _router.Get("/rgb/ff0000")).ShouldBe("16711680");
        (await _router.Get("/later/ff0000")).ShouldBe("16711680");
        (await _router.Get("/rgb/red")).ShouldBe("404 Not Found");
        (await _router.Get("/later/red")).ShouldBe("404 Not Found");
        (await _router.Get("/half/5")).ShouldBe("5");
        (await _router.Get("/half/%205")).ShouldBe("404 Not Found");
    }

    [Fact]
    public async Task An_encoded_slash_is_no_border_and_comes_decoded_but_in_the_rest_of_a_path()
    {
        _router.Get("/one/{value}", (Request request, string value) => Response.Text(value));
        _router.Get("/rest/{**value}", (Request request, string value) => Response.Text(value));

        (await _router.Get("/one/a%2Fb%2fc")).ShouldBe("a/b/c");
        (await _router.Get("/one/a/b")).ShouldBe("404 Not Found");
        (await _router.Get("/rest/a%2Fb/c")).ShouldBe("a%2Fb/c");
        (await _router.Get("/rest/")).ShouldBe("");
    }

    [Fact]
    public async Task A_parameter_is_never_empty()
    {
        _router.Get("/a/{x}/b", Response.Text("found"));

        (await _router.Get("/a//b")).ShouldBe("404 Not Found");
    }

    [Fact]
    public async Task Paths_are_unicode_and_a_slash_at_the_end_counts()
    {
        _router.Get("/café/", (Request request) => Response.Text("with"));
        _router.Get("/café", (Request request) => Response.Text("without"));

        (await _router.Get("/caf%C3%A9/")).ShouldBe("with");
        (await _router.Get("/caf%C3%A9")).ShouldBe("without");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("*")]
    [InlineData("/a\0b")]
    [InlineData("/a\nb")]
    [InlineData("/a\u007Fb")]
    public async Task A_path_that_nobody_asks_for_matches_nothing(string path)
    {
        _router.Get("/x/{**rest}", Response.Text("found"));
        _router.Get("/{value}", Response.Text("found"));
        var environ = Environ.ForRequest();
        environ.PathInfo = path;
        var status = "";

        await _router.ToApp()(environ, (line, headers, exception) =>
        {
            status = line;
            return null!;
        });

        status.ShouldBe("404 Not Found");
    }

    private readonly record struct Colour(int Rgb) : IParsable<Colour>
    {
        public static Colour Parse(string s, IFormatProvider? provider) => throw new NotSupportedException();

        public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Colour result)
        {
            var isColour = int.TryParse(s, NumberStyles.HexNumber, provider, out var rgb) && s.Length == 6;
            result = new(rgb);
            return isColour;
        }
    }
}
