using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Gateway.Toolkit.Tests;

/// <summary>What <c>UrlFor</c> makes comes back to its route with the same values, or is refused.</summary>
[Properties(Arbitrary = [typeof(Texts)], MaxTest = 500)]
public class RouteUrlProperties
{
    private readonly Router _router = new();
    private readonly GatewayClient _client;
    private object[] _values = [];

    public RouteUrlProperties()
    {
        _router.Get("/n/{number:int}/{big:long}/{guid:guid}",
            (Request request, int number, long big, Guid unique) => Reached(number, big, unique)).Named("numbers");
        _router.Get("/t/{one}/é/{two}", (Request request, string one, string two) => Reached(one, two)).Named("texts");
        _router.Get("/p/{one}/{**rest}", (Request request, string one, string rest) => Reached(one, rest)).Named("path");
        _client = Served.By(_router);
    }

    [Property]
    public async Task Numbers_come_back(int number, long big, Guid unique)
    {
        await Follow(_router.UrlFor("numbers", ("number", number), ("big", big), ("guid", unique)));

        _values.ShouldBe([number, big, unique]);
    }

    [Property]
    public async Task Texts_come_back(PathValue one, PathValue two)
    {
        if (!TryUrlFor("texts", out var url, ("one", one.Text), ("two", two.Text)))
        {
            (MustBeRefused(one.Text) || MustBeRefused(two.Text)).ShouldBeTrue($"'{one.Text}' '{two.Text}'");
            return;
        }

        await Follow(url);
        _values.ShouldBe([one.Text, two.Text]);
    }

    [Property]
    public async Task The_rest_of_a_path_comes_back(PathValue rest)
    {
        if (!TryUrlFor("path", out var url, ("one", "1"), ("rest", rest.Text)))
        {
            (rest.Text.StartsWith('/') || rest.Text.Split('/').Any(segment => segment.Length > 0 && MustBeRefused(segment, isRest: true)))
                .ShouldBeTrue($"'{rest.Text}'");
            return;
        }

        await Follow(url);
        _values.ShouldBe(["1", rest.Text]);
    }

    public sealed record PathValue(string Text);

    private static bool MustBeRefused(string text, bool isRest = false) =>
        text is "" or "." or ".." || text.Any(char.IsControl) || (!isRest && text.Contains("%2F", StringComparison.OrdinalIgnoreCase));

    private Response Reached(params object[] values)
    {
        _values = values;
        return Response.Text("reached");
    }

    private bool TryUrlFor(string name, out string url, params ReadOnlySpan<(string Name, object Value)> values)
    {
        try
        {
            url = _router.UrlFor(name, values);
            return true;
        }
        catch (ArgumentException)
        {
            url = "";
            return false;
        }
    }

    private async Task Follow(string url)
    {
        _values = [];
        (await _client.Get(url)).Text.ShouldBe("reached", url);
    }

    private static class Texts
    {
        private static readonly string[] Pieces =
            ["a", "Z", "0", "-", ".", "..", "_", "~", "/", "//", "\\", "%", "%2F", "%2f", "%25", "%00", "?", "#", "&", "=", ";", ":", "@",
                "+", " ", "{", "}", "*", "\"", "<", "é", "€", "😀", "\u0301", "\u202E", "\t", "\0"];

        public static Arbitrary<PathValue> Value() =>
            Gen.Elements(Pieces).ArrayOf().Select(pieces => new PathValue(string.Concat(pieces))).ToArbitrary();
    }
}
