using FsCheck.Xunit;

namespace Gateway.Composition;

public class HeaderListTests
{
    [Property]
    public void A_list_with_more_headers_reads_as_a_copy_would((string, string)[] headers, (string, string)[] more)
    {
        IReadOnlyList<(string Name, string Value)> list = headers;
        foreach (var (name, value) in more)
            list = list.With(name, value);

        (string, string)[] expected = [.. headers, .. more];
        list.Count.ShouldBe(expected.Length);
        list.ShouldBe(expected);
        Enumerable.Range(0, list.Count).Select(index => list[index]).ShouldBe(expected);
    }

    [Fact]
    public void The_original_stays_as_it_is()
    {
        IReadOnlyList<(string Name, string Value)> headers = [("X-A", "1")];

        headers.With("X-B", "2");

        headers.ShouldBe([("X-A", "1")]);
    }

    [Fact]
    public void Past_its_end_there_is_nothing()
    {
        IReadOnlyList<(string Name, string Value)> headers = new List<(string, string)> { ("X-A", "1") };
        var list = headers.With("X-B", "2");

        Should.Throw<ArgumentOutOfRangeException>(() => list[2]);
        Should.Throw<ArgumentOutOfRangeException>(() => list[-1]);
    }

    [Fact]
    public void No_list_is_the_same_mistake_as_to_give_none_to_start_response() =>
        Should.Throw<GatewayContractException>(() => HeaderListExtensions.With(null!, "X-A", "1"))
            .Message.ShouldBe("The header list is null; pass an empty list for no headers.");
}
