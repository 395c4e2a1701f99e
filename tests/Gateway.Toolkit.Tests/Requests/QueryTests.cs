using FsCheck;
using FsCheck.Xunit;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Gateway.Toolkit.Tests;

public class QueryTests
{
    [Fact]
    public void Parameters_are_decoded_and_repeats_kept_in_order()
    {
        var query = Make.Get("/?a=1&b=x+y%20z&a=2&%C3%A9=%26&flag&=nameless&A=3&&").Query;

        query["a"].ShouldBe(new StringValues(["1", "2"]));
        ((string?)query["b"]).ShouldBe("x y z");
        ((string?)query["é"]).ShouldBe("&");
        ((string?)query["flag"]).ShouldBe("");
        ((string?)query[""]).ShouldBe("nameless");
        ((string?)query["A"]).ShouldBe("3");
        query["none"].Count.ShouldBe(0);
        ((string?)query["none"]).ShouldBeNull();
        query.ContainsKey("none").ShouldBeFalse();
        query.Count.ShouldBe(6);
        query.Keys.ShouldBe(["a", "b", "é", "flag", "", "A"]);
    }

    [Fact]
    public void A_query_that_middleware_rewrites_is_seen()
    {
        var request = Make.Get("/?a=1");
        ((string?)request.Query["a"]).ShouldBe("1");
        request.Query.ShouldBeSameAs(request.Query);
        request.Environ.QueryString = "a=2";
        ((string?)request.Query["a"]).ShouldBe("2");
        request.Environ.QueryString = "";
        request.Query.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("a=%")]
    [InlineData("a=%4")]
    [InlineData("a=%zz")]
    [InlineData("a=% 1")]
    [InlineData("%=1")]
    [InlineData("a=%ff")]
    [InlineData("a=%C3")]
    [InlineData("a=%C3x%A9")]
    [InlineData("a=%ED%A0%80")]
    [InlineData("a=%C0%AF")]
    public void Percent_encoding_that_cannot_be_decoded_is_400(string query) =>
        Make.ShouldBeRefused(400, () => _ = Make.Get("/", (EnvironKeys.QueryString, query)).Query).ShouldContain("percent-encoding");

    [Fact]
    public void Long_percent_encoding_is_checked_throughout()
    {
        var text = string.Concat(Enumerable.Repeat("aé€😀", 500));
        ((string?)Make.Get("/?a=" + Uri.EscapeDataString(text)).Query["a"]).ShouldBe(text);
        var octets = string.Concat(text.Where(character => character > 'z').Select(character => character.ToString())).Length;
        octets.ShouldBe(2000);
        var packed = Uri.EscapeDataString(text.Replace("a", "", StringComparison.Ordinal));
        ((string?)Make.Get("/?a=" + packed).Query["a"]).ShouldBe(text.Replace("a", "", StringComparison.Ordinal));
        Make.ShouldBeRefused(400, () => _ = Make.Get("/", (EnvironKeys.QueryString, "a=" + packed + "%80")).Query);
        Make.ShouldBeRefused(
            400, () => _ = Make.Get("/", (EnvironKeys.QueryString, "a=" + string.Concat(Enumerable.Repeat("%80", 1000)))).Query);
    }

    [Fact]
    public void Too_many_parameters_and_too_long_names_are_400()
    {
        var many = string.Join('&', Enumerable.Repeat("a=1", 1024));
        Make.Get("/?" + many).Query["a"].Count.ShouldBe(1024);
        Make.ShouldBeRefused(400, () => _ = Make.Get($"/?{many}&b").Query).ShouldContain("1024");
        Make.ShouldBeRefused(400, () => _ = Make.Get($"/?{new string('a', 2049)}=1").Query).ShouldContain("2048");
    }

    [Fact]
    public void A_parameter_is_read_as_what_it_should_be()
    {
        var query = Make.Get("/?page=2&on=true&name=x&big=99999999999&twice=1&twice=2&nul=1%00&price=1.5").Query;

        query.Get<int>("page").ShouldBe(2);
        query.Get("page", 1).ShouldBe(2);
        query.Get("none", 1).ShouldBe(1);
        query.Get<bool>("on").ShouldBeTrue();
        query.Get<string>("name").ShouldBe("x");
        query.Get<decimal>("price").ShouldBe(1.5m);
        Make.ShouldBeRefused(400, () => query.Get<int>("none")).ShouldBe("The parameter none is missing.");
        Make.ShouldBeRefused(400, () => query.Get<int>("name")).ShouldBe("The parameter name is not a valid Int32.");
        Make.ShouldBeRefused(400, () => query.Get("big", 1));
        Make.ShouldBeRefused(400, () => query.Get("nul", 1));
        Make.ShouldBeRefused(400, () => query.Get<int>("twice")).ShouldBe("The parameter twice is there 2 times; give it once.");
    }

    [Property]
    public void Any_parameters_come_back_as_they_were(Tuple<string?, string?>[] parameters)
    {
        var pairs = parameters.Select(pair => KeyValuePair.Create(Text(pair.Item1), (string?)Text(pair.Item2))).ToList();
        var request = Make.Get("/", (EnvironKeys.QueryString, QueryHelpers.AddQueryString("", pairs).TrimStart('?')));

        foreach (var group in pairs.GroupBy(pair => pair.Key, pair => pair.Value))
            request.Query[group.Key].ToArray().ShouldBe(group);
        request.Query.Count.ShouldBe(pairs.Select(pair => pair.Key).Distinct().Count());
    }

    [Property]
    public void Any_text_is_a_query_or_400(string? text)
    {
        var request = Make.Get("/", (EnvironKeys.QueryString, text ?? ""));
        try
        {
            _ = request.Query;
        }
        catch (BadRequestException)
        {
            (text ?? "").ShouldContain('%');
        }
    }

    private static string Text(string? text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text ?? ""));
}
