using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "gunicorn 26.0.0 (length as a list)",
    "gunicorn",
    "Content-Length: 5, 5 is one length for one server and another for the next.",
    "Only digits are a length.")]
public sealed class Gunicorn26ContentLengthList
{
    [Theory]
    [InlineData("5, 5")]
    [InlineData("5,5")]
    [InlineData("5,")]
    [InlineData(", 5")]
    public async Task A_length_that_is_a_list_hides_no_request(string length) =>
        (await Smuggling.PathsSeenAsync(
            "POST / HTTP/1.1", "Host: a", $"Content-Length: {length}", "", "helloGET /hidden HTTP/1.1", "Host: a", "", ""))
            .ShouldBeEmpty();
}
