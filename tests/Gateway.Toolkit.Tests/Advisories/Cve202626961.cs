using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-26961",
    "rack",
    "A Content-Type with two boundaries is split at one by a filter in front and at the other by the app.",
    "Such a Content-Type is refused, or the first boundary counts, as in the framework.")]
public sealed class Cve202626961
{
    [Fact]
    public void A_second_boundary_never_replaces_the_first()
    {
        const string Body = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n"
            + "--evil\r\nContent-Disposition: form-data; name=\"hidden\"\r\n\r\n1\r\n--evil--";
        try
        {
            var form = Make.Post("multipart/form-data; boundary=b; boundary=evil", Body).ReadForm();
            form.Fields["hidden"].Count.ShouldBe(0);
        }
        catch (BadRequestException fault)
        {
            fault.StatusCode.ShouldBeOneOf(400, 415);
        }
    }
}
