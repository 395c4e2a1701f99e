using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2024-49767",
    "Werkzeug",
    "Many small fields of a multipart body add up in memory beyond the limit for one.",
    "The limit holds for all fields together.")]
public sealed class Cve202449767
{
    [Fact]
    public async Task Small_fields_that_add_up_are_refused()
    {
        var limits = new RequestLimits { MaxBodyLength = 10_000 };
        var part = $"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{new string('x', 500)}\r\n";
        var body = string.Concat(Enumerable.Repeat(part, 100)) + "--b--";

        await Make.ShouldBeRefusedBothWaysAsync(
            413,
            () => Make.Post("multipart/form-data; boundary=b", body, limits),
            request => request.ReadForm(),
            async request => await request.ReadFormAsync());
    }
}
