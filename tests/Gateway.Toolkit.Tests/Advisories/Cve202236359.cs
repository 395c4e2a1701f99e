using Gateway.TestSupport;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2022-36359",
    "Django",
    "The name of a download comes from the user and ends the quotes in Content-Disposition.",
    "Names are quoted or encoded by the framework, so that they add no parameter.")]
public sealed class Cve202236359
{
    [Theory]
    [InlineData("a\"; filename=evil.bat; x=\".txt")]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("caf\u00e9.txt")]
    public async Task A_name_of_a_download_adds_no_parameter(string name)
    {
        var response = await new GatewayClient(Response.Text("x").AsDownload(name)).Get("/");

        var disposition = ContentDispositionHeaderValue.Parse(response.Headers["Content-Disposition"]);
        disposition.Parameters.Select(parameter => parameter.Name.ToString()).ShouldBeSubsetOf(["filename", "filename*"]);
        response.Headers["X-Evil"].ShouldBeNull();
    }
}
