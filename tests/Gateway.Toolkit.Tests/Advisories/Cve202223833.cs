using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2022-23833",
    "Django",
    "Some multipart bodies are read for ever.",
    "Each read consumes bytes or ends: every beginning of a body is read or refused.")]
public sealed class Cve202223833
{
    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n1\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n=\r\n--b--")]
    [InlineData("preamble\r\n--b\r\n\r\n\r\n--b\r\n--b--")]
    public void Every_beginning_of_a_body_is_read_or_refused(string body)
    {
        for (var length = 0; length <= body.Length; length++)
        {
            var beginning = body[..length];
            try
            {
                Make.Post("multipart/form-data; boundary=b", beginning).ReadForm().Files.Count.ShouldBeLessThan(2);
            }
            catch (BadRequestException refusal)
            {
                refusal.StatusCode.ShouldBe(400);
            }
        }
    }
}
