using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Gateway.Environs;

/// <summary>A request target survives the way into an environ and back into a URL.</summary>
[Properties(Arbitrary = [typeof(Targets)], MaxTest = 500)]
public class EnvironUrlProperties
{
    [Property]
    public void The_url_keeps_path_and_query(RequestTarget target)
    {
        var url = Environ.ForRequest("GET", target.Text).Url;

        url.PathAndQuery.ShouldBe(target.Text);
        url.Authority.ShouldBe("127.0.0.1");
    }

    [Property]
    public void The_url_keeps_scheme_host_and_port(RequestTarget target, Origin origin) =>
        Environ.ForRequest("GET", origin.Text + target.Text).Url.AbsoluteUri.ShouldBe(origin.Text + target.Text);

    [Property]
    public void Mounting_at_any_segment_keeps_the_url(RequestTarget target, PositiveInt position)
    {
        var environ = Environ.ForRequest("GET", target.Text);
        var path = environ.PathInfo;
        var borders = Enumerable.Range(0, path.Length).Where(index => path[index] == '/').ToArray();
        var border = borders[position.Get % borders.Length];

        environ.ScriptName = path[..border];
        environ.PathInfo = path[border..];

        environ.Url.PathAndQuery.ShouldBe(target.Text);
    }

    [Property]
    public void The_path_is_decoded_once(NonNull<string> path)
    {
        // A lone surrogate is no character and cannot be encoded.
        var decoded = "/" + new string([.. path.Get.Where(character => !char.IsSurrogate(character))]);

        Environ.ForRequest("GET", "/" + Uri.EscapeDataString(decoded[1..]))
            .PathInfo.ShouldBe(decoded.Replace("/", "%2F", StringComparison.Ordinal)[3..].Insert(0, "/"));
    }

    public sealed record RequestTarget(string Text);

    public sealed record Origin(string Text);

    private static class Targets
    {
        private static readonly string[] Pieces =
            ["a", "Z", "0", "-", "_", "~", "x.y", "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=", ":", "@", "%2F", "%2f", "%252F",
                "%252f", "%25", "%20", "%C3%A9", "%E2%82%AC", "%F0%9F%98%80", "%FF", "%3F", "%23"];

        private static readonly string[] Hosts =
            ["example.com", "localhost", "192.0.2.1", "[::1]", "[2001:db8::1]", "xn--mnchen-3ya.example"];

        public static Arbitrary<RequestTarget> Target() => (
            from path in Text([.. Pieces, "/", "/"])
            from query in Gen.OneOf(
                Gen.Constant(""), Text([.. Pieces, "/", "?", "&", "="]).Where(text => text.Length > 0).Select(text => "?" + text))
            select new RequestTarget("/" + path + query)).ToArbitrary();

        public static Arbitrary<Origin> Origins() => (
            from scheme in Gen.Elements("http", "https")
            from host in Gen.Elements(Hosts)
            from port in Gen.Elements("", ":8080", ":65535", scheme == "http" ? ":443" : ":80")
            select new Origin($"{scheme}://{host}{port}")).ToArbitrary();

        private static Gen<string> Text(string[] pieces) => Gen.Elements(pieces).ArrayOf().Select(string.Concat);
    }
}
