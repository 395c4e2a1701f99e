using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2023-25577",
    "Werkzeug",
    "A body with an unlimited number of parts keeps the server busy.",
    "The number of parts is limited.")]
public sealed class Cve202325577
{
    [Fact]
    public void Too_many_parts_are_refused()
    {
        var body = string.Concat(Enumerable.Repeat("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n", 10_000)) + "--b--";

        Make.ShouldBeRefused(400, () => Make.Post("multipart/form-data; boundary=b", body).ReadForm());
        Make.ShouldBeRefused(400, () => _ = Make.Post("multipart/form-data; boundary=b", body).ReadMultipart().ToList());
    }
}
