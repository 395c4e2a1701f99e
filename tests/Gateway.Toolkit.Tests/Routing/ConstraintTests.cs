using System.Globalization;

namespace Gateway.Toolkit.Tests;

public class ConstraintTests
{
    private readonly Router _router = new();

    [Theory]
    [InlineData("/pages/1", "page 1")]
    [InlineData("/pages/99", "page 99")]
    [InlineData("/pages/100", "404")]
    [InlineData("/pages/x", "404")]
    public async Task A_constraint_of_the_app_takes_arguments_and_promises_a_type(string path, string text)
    {
        _router.AddConstraint("range", arguments => new RangeConstraint(arguments));
        _router.Get("/pages/{page:range(1,99)}", (Request request, int page) => Response.Text($"page {page}"));

        (await new GatewayClient(_router).Get(path)).Text.ShouldStartWith(text == "404" ? "{" : text);
    }

    [Fact]
    public async Task A_constraint_sees_the_value_as_its_handler_gets_it()
    {
        var seen = new List<string>();
        _router.AddConstraint("seen", new Recording(seen));
        _router.Get("/files/{name:seen}", (Request request, string name) => Response.Text(name));

        (await new GatewayClient(_router).Get("/files/a%2Fb%25c")).Text.ShouldBe("a/b%c");
        seen.ShouldBe(["a/b%c"]);
    }

    [Fact]
    public async Task A_value_of_a_length_that_is_excluded_never_reaches_the_constraint()
    {
        var seen = new List<string>();
        _router.AddConstraint("seen", new Recording(seen));
        _router.Get("/files/{name:seen:length(2)}", Response.Text("x"));

        (await new GatewayClient(_router).Get("/files/abc")).StatusCode.ShouldBe(404);
        (await new GatewayClient(_router).Get("/files/%2Fb")).StatusCode.ShouldBe(200);
        seen.ShouldBe(["/b"]);
    }

    [Fact]
    public void Routes_told_apart_by_a_constraint_that_may_overlap_are_refused()
    {
        _router.AddConstraint("range", arguments => new RangeConstraint(arguments));
        _router.Get("/{page:range(1,9)}", Response.Text("number"));
        _router.Get("/{name:int}", Response.Text("name"));

        Should.Throw<InvalidOperationException>(() => _router.ToApp()).Message.ShouldContain("/{page:range(1,9)}");
    }

    [Fact]
    public async Task It_is_enough_that_one_of_two_constraints_says_they_are_disjoint()
    {
        _router.AddConstraint("range", arguments => new RangeConstraint(arguments));
        _router.Get("/{page:range(1,9)}", Response.Text("number"));
        _router.Get("/{name:alpha}", Response.Text("name"));
        var client = new GatewayClient(_router);

        (await client.Get("/5")).Text.ShouldBe("number");
        (await client.Get("/five")).Text.ShouldBe("name");
    }

    [Fact]
    public void Routes_of_two_methods_share_a_constraint_of_the_app()
    {
        _router.AddConstraint("range", arguments => new RangeConstraint(arguments));
        _router.Get("/{page:range(1,9)}/a", Response.Text("a"));
        _router.Get("/{number:range(1,9)}/a/b", Response.Text("b"));
        _router.Post("/{page:range(1,9)}/a", Response.Text("post"));

        Should.NotThrow(() => _router.ToApp());
    }

    [Fact]
    public void A_url_is_made_only_of_values_that_the_constraint_takes()
    {
        _router.AddConstraint("range", arguments => new RangeConstraint(arguments));
        _router.Get("/{page:range(1,9)}", Response.Text("x")).Named("page");

        _router.UrlFor("page", ("page", 9)).ShouldBe("/9");
        Should.Throw<ArgumentException>(() => _router.UrlFor("page", ("page", 10)));
    }

    [Theory]
    [InlineData("int", "There is a constraint 'int' already")]
    [InlineData("length", "There is a constraint 'length' already")]
    [InlineData("a-b", "must be letters, digits and '_'")]
    [InlineData("a(1)", "must be letters, digits and '_'")]
    [InlineData("", "must be letters, digits and '_'")]
    public void A_name_that_cannot_be_used_is_refused(string name, string why) =>
        Should.Throw<ArgumentException>(() => _router.AddConstraint(name, new RangeConstraint("1,2"))).Message.ShouldContain(why);

    [Theory]
    [InlineData("{x:range(1)}", "the constraint 'range(1)' is malformed: it is written range(min,max)")]
    [InlineData("{x:range}", "the constraint 'range' is malformed: it is written range(min,max)")]
    [InlineData("{x:int(1)}", "the constraint 'int(1)' is malformed: it takes no arguments")]
    [InlineData("{x:length}", "the constraint 'length' is malformed: it is written length(n) or length(min,max)")]
    [InlineData("{x:nothing}",
        "the constraint 'nothing' is malformed: Router.AddConstraint was given a function that returned null for it")]
    [InlineData("{x:other}",
        "there is no constraint 'other'; there are long, int, guid, date, alpha, length, range, nothing. Add your own with "
            + "Router.AddConstraint")]
    public void A_template_with_a_constraint_that_cannot_be_made_is_refused(string segment, string why)
    {
        _router.AddConstraint("range", arguments => new RangeConstraint(arguments));
        _router.AddConstraint("nothing", _ => null!);

        Should.Throw<ArgumentException>(() => _router.Get("/" + segment, Response.Text("x"))).Message.ShouldContain(why);
    }

    [Fact]
    public void A_router_in_use_takes_no_constraint()
    {
        _router.ToApp();
        Should.Throw<InvalidOperationException>(() => _router.AddConstraint("range", new RangeConstraint("1,2")));
    }

    private sealed class RangeConstraint : RouteConstraint
    {
        private readonly int _min;
        private readonly int _max;

        public RangeConstraint(string arguments)
        {
            if (arguments.Split(',') is not [var min, var max])
                throw new FormatException("it is written range(min,max).");
            (_min, _max) = (int.Parse(min, CultureInfo.InvariantCulture), int.Parse(max, CultureInfo.InvariantCulture));
        }

        public override bool Matches(ReadOnlySpan<char> value) =>
            int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= _min && number <= _max;

        public override bool Guarantees(Type type) => type == typeof(int);

        public override bool IsDisjointFrom(RouteConstraint other) => other is AlphaConstraint;
    }

    private sealed class Recording(List<string> seen) : RouteConstraint
    {
        public override bool Matches(ReadOnlySpan<char> value)
        {
            seen.Add(value.ToString());
            return true;
        }
    }
}
