using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2021-28658",
    "Django",
    "The name of an upload is only a way up (..), or hides its folders behind white space.",
    "A file name is the last segment, and never a name that means a folder.")]
public sealed class Cve202128658
{
    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("../..")]
    [InlineData("..\\\\..")]
    [InlineData("../ .. /x/../evil.txt")]
    [InlineData("/")]
    public void The_name_of_an_upload_is_never_a_way_up(string sent)
    {
        var body = $"--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"{sent}\"\r\n\r\n1\r\n--b--";

        var name = Make.Post("multipart/form-data; boundary=b", body).ReadForm().Files[0].FileName;

        name.ShouldNotBeNull();
        name.ShouldNotBeOneOf("..", ".");
        name.ShouldNotContain('/');
        name.ShouldNotContain('\\');
    }
}
