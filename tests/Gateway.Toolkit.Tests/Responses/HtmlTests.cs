namespace Gateway.Toolkit.Tests;

public class HtmlTests
{
    [Fact]
    public void Values_are_encoded_and_literals_are_not()
    {
        var name = "<b onclick='x'>\"&";

        Html.Format($"<p title=\"{name}\">{1.5}{null as string}</p>")
            .ShouldBe("<p title=\"&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;\">1.5</p>");
        Html.Encode(name).ShouldBe("&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;");
        Html.Encode(null).ShouldBe("");
    }

    [Fact]
    public void Raw_parts_of_a_sequence_follow_one_another() =>
        Html.Format($"<ul>{new[] { 1, 2 }.Select(number => Html.Format($"<li>{number}</li>")):raw}</ul>")
            .ShouldBe("<ul><li>1</li><li>2</li></ul>");

    [Fact]
    public void A_value_has_its_format_and_raw_HTML_stays_as_it_is()
    {
        Html.Format($"{new DateOnly(2026, 11, 26):yyyy}: {"<i>x</i>":raw}").ShouldBe("2026: <i>x</i>");
    }
}
