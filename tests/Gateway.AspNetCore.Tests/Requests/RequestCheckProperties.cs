using Gateway.Hosting;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Gateway.AspNetCore.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>The quick look at a request lets nothing through that the long one refuses.</summary>
[Properties(Arbitrary = [typeof(RequestCheckProperties)], MaxTest = 2000)]
public class RequestCheckProperties
{
    private static readonly string[] UsualNames = ["User-Agent", "Accept", "Content-Type", "Content-Length"];

    private static readonly string[] Names =
        [.. UsualNames, "Transfer-Encoding", "Expect", "Upgrade", "X-Auth_User", "X-A", "Proxy", "Cookie"];

    private static readonly string[] Values =
        ["a", "", "*/*", "chunked", "gzip", "[::1]", "[x]", "12", "100-continue", "a\tb", "caf\u00e9", "a\u0001", "\u007f",
            "a\u0085b", "a\nb"];

    private static readonly string[] Targets =
        ["/", "/a?b=c", "/#a", "/a\u0001", "*", "", "http://u:p@a/b", "/a%2Fb", "/!\"", "/\u00e9", "a:443"];

    private static readonly string[] Methods = ["GET", "POST", "CONNECT", "OPTIONS"];

    public sealed record Request(
        string Method, string Target, (string Name, string[] Values)[] Headers, HeaderNamePolicy HeaderNames, PathDecoding PathDecoding);

    public static Arbitrary<Request> Requests() => (
        from method in Mostly("GET", Methods)
        from target in Mostly("/", Targets)
        from host in Header(Gen.Constant("Host"))
        from headers in Gen.ArrayOf(Header(Gen.Frequency((8, Gen.Elements(UsualNames)), (1, Gen.Elements(Names)))))
        from names in Gen.Elements(Enum.GetValues<HeaderNamePolicy>())
        from decoding in Gen.Elements(Enum.GetValues<PathDecoding>())
        select new Request(method, target, [host, .. headers], names, decoding)).ToArbitrary();

    [Property(EndSize = 6)]
    public void A_request_that_looks_harmless_is_not_refused(Request request)
    {
        var context = new DefaultHttpContext();
        var feature = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        (feature.Method, feature.RawTarget, feature.Path) = (request.Method, request.Target, request.Target.Split('?')[0]);
        foreach (var (name, values) in request.Headers)
            feature.Headers[name] = new StringValues(values);
        var options = new GatewayOptions { Requests = { HeaderNames = request.HeaderNames, PathDecoding = request.PathDecoding } };

        if (!RequestCheck.IsHarmless(feature, options))
            return;

        RequestCheck.Check(context, feature, options).ShouldBeNull();
        WebSocketRequest.IsLikely(feature).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("Host", "User-Agent")]
    [InlineData("Host", "User-Agent", "Accept")]
    [InlineData("Host", "User-Agent", "Accept", "Content-Type", "Content-Length")]
    public void The_usual_request_headers_look_harmless(params string[] names)
    {
        var context = new DefaultHttpContext();
        var feature = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        (feature.Method, feature.RawTarget) = ("GET", "/articles?page=2");
        foreach (var name in names)
            feature.Headers[name] = "12";

        RequestCheck.IsHarmless(feature, new GatewayOptions()).ShouldBeTrue();
    }

    private static Gen<(string, string[])> Header(Gen<string> names) =>
        from name in names
        from count in Gen.Frequency((8, Gen.Constant(1)), (1, Gen.Constant(2)))
        from values in Gen.ArrayOf(Mostly("a", Values), count)
        select (name, values);

    private static Gen<string> Mostly(string usual, string[] others) => Gen.Frequency((2, Gen.Constant(usual)), (1, Gen.Elements(others)));
}
