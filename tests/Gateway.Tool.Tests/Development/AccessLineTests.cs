using Gateway.AspNetCore.Development;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Tool.Tests.Development;

/// <summary>The line of a request, with everything in it hostile.</summary>
public sealed class AccessLineTests
{
    [Fact]
    public void Nothing_that_a_client_sends_ends_a_line_or_a_field()
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "GET\n";
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = "/\r\n\" \\é\u2028\u001b[31m";
        context.Request.Protocol = "HTTP/1.1";
        context.Request.Headers.UserAgent = "\"\u0000\u007f\ud800";

        var line = AccessLine.Format(context, 404);

        line.ShouldStartWith("- - - [");
        line.ShouldEndWith(@"+0000] ""GET\x0A /\x0D\x0A\"" \\\xC3\xA9\xE2\x80\xA8\x1B[31m HTTP/1.1"" 404 - ""-"" ""\""\x00\x7F\xEF\xBF\xBD""");
        line.ShouldAllBe(letter => letter >= ' ' && letter < '\u007f');
    }
}
