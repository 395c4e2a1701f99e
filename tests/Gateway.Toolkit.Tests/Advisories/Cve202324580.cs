using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2023-24580",
    "Django",
    "A body with an unlimited number of files opens one after the other.",
    "Files count as parts, and parts are limited.")]
public sealed class Cve202324580
{
    [Fact]
    public void Too_many_files_are_refused()
    {
        var part = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.txt\"\r\n\r\n1\r\n";

        Make.ShouldBeRefused(
            400, () => Make.Post("multipart/form-data; boundary=b", string.Concat(Enumerable.Repeat(part, 5_000)) + "--b--").ReadForm());
    }
}
