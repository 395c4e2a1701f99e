using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2021-31542",
    "Django",
    "The name of an uploaded file holds a path, and the file is stored elsewhere.",
    "Folders are cut off a file name, whatever separates them.")]
public sealed class Cve202131542
{
    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\windows\\win.ini", "win.ini")]
    [InlineData("/etc/passwd", "passwd")]
    [InlineData("C:\\a.txt", "a.txt")]
    public void The_name_of_an_upload_has_no_folder(string sent, string name)
    {
        var body = $"--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"{sent}\"\r\n\r\n1\r\n--b--";

        Make.Post("multipart/form-data; boundary=b", body).ReadForm().Files[0].FileName.ShouldBe(name);
    }
}
