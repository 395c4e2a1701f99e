namespace Gateway.Hosting.Tests.Responses;

public sealed class FramingTests
{
    [Theory]
    [InlineData(200, false, null, null, true, null)]
    [InlineData(200, false, null, 5L, true, 5L)]
    [InlineData(200, false, 3L, 5L, true, 3L)]
    [InlineData(200, false, null, 0L, true, 0L)]
    [InlineData(200, true, null, null, false, null)]
    [InlineData(200, true, null, 5L, false, 5L)]
    [InlineData(200, true, null, 0L, false, null)]
    [InlineData(200, true, 7L, 0L, false, 7L)]
    [InlineData(204, false, 5L, 5L, false, null)]
    [InlineData(205, true, 5L, 5L, false, null)]
    [InlineData(304, false, 5L, 0L, false, 5L)]
    [InlineData(304, false, null, 5L, false, null)]
    public void The_length_is_chosen_by_status_method_and_what_is_known(
        int statusCode, bool isHead, long? declared, long? bodyLength, bool hasBody, long? contentLength) =>
        Framing.Choose(statusCode, isHead, declared, bodyLength).ShouldBe(new Framing(hasBody, contentLength));
}
