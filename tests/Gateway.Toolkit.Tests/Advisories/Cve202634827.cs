using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-34827",
    "rack",
    "A quoted parameter with many backslashes is read in quadratic time.",
    "Parameters are read by the framework's parser in one pass, and the headers of a part are short.")]
public sealed class Cve202634827
{
    [Fact]
    public void Many_quoted_pairs_are_read_within_the_limit_and_refused_beyond()
    {
        Make.Post("multipart/form-data; boundary=b", BodyOf(2_000)).ReadForm().Files[0].FileName!.Length.ShouldBe(2_000);
        Make.ShouldBeRefused(400, () => Make.Post("multipart/form-data; boundary=b", BodyOf(1_000_000)).ReadForm());

        static string BodyOf(int pairs) =>
            "--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\""
            + string.Concat(Enumerable.Repeat("\\\"", pairs)) + "\"\r\n\r\n1\r\n--b--";
    }
}
