namespace Gateway.Responses;

public class TrailerTests
{
    private readonly RecordingTrailers _trailers = new();

    [Fact]
    public void A_trailer_is_handed_to_the_host()
    {
        _trailers.Append("X-Checksum", "abc");
        _trailers.Append("Server-Timing", "");

        _trailers.Fields.ShouldBe([("X-Checksum", "abc"), ("Server-Timing", "")]);
    }

    [Theory]
    [InlineData("Content-Length")]
    [InlineData("transfer-encoding")]
    [InlineData("Trailer")]
    [InlineData("Connection")]
    [InlineData("Status")]
    [InlineData("Host")]
    [InlineData("Authorization")]
    [InlineData("Set-Cookie")]
    [InlineData("Content-Type")]
    [InlineData("Content-Encoding")]
    [InlineData("Content-Range")]
    [InlineData("cache-control")]
    [InlineData("Location")]
    [InlineData("Vary")]
    public void What_has_to_come_before_the_body_is_no_trailer(string name)
    {
        Should.Throw<GatewayContractException>(() => _trailers.Append(name, "1"))
            .Message.ShouldContain($"The field {name} cannot be a trailer");

        _trailers.Fields.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("X A", "1", "X A")]
    [InlineData("", "1", "trailer name")]
    [InlineData("X-A\r\n", "1", "trailer name")]
    [InlineData(null, "1", "trailer name is null")]
    [InlineData("X-A", "1\r\nX: y", "trailer X-A")]
    [InlineData("X-A", "1\0", "trailer X-A")]
    [InlineData("X-A", "\u00e9", "trailer X-A")]
    [InlineData("X-A", null, "trailer X-A has a null value")]
    public void A_trailer_keeps_the_rules_of_a_header(string? name, string? value, string culprit)
    {
        Should.Throw<GatewayContractException>(() => _trailers.Append(name!, value!)).Message.ShouldContain(culprit);

        _trailers.Fields.ShouldBeEmpty();
    }

    private sealed class RecordingTrailers : ResponseTrailers
    {
        public List<(string Name, string Value)> Fields { get; } = [];

        protected override void AppendValidated(string name, string value) => Fields.Add((name, value));
    }
}
