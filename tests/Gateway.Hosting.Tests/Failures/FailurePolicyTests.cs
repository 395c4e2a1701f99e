namespace Gateway.Hosting.Tests.Failures;

/// <summary>The whole table: each failure, before and after the head is sent, with a client that is there or has left.</summary>
public sealed class FailurePolicyTests
{
    private static readonly (Exception Error, Outcome BeforeHead, Outcome AfterHead, Outcome ClientLeft)[] Table =
    [
        (new InvalidOperationException("a bug"), new(OutcomeKind.Rethrow), new(OutcomeKind.Rethrow), new(OutcomeKind.Rethrow)),
        (new GatewayContractException("a broken rule"), new(OutcomeKind.Rethrow), new(OutcomeKind.Rethrow), new(OutcomeKind.Rethrow)),
        (new IOException("the app's own"), new(OutcomeKind.Rethrow), new(OutcomeKind.Rethrow), new(OutcomeKind.Silence)),
        (new OperationCanceledException(), new(OutcomeKind.Rethrow), new(OutcomeKind.Rethrow), new(OutcomeKind.Silence)),
        (new GatewayClientDisconnectedException("cut off"),
            new(OutcomeKind.Answer, 400, "cut off", MustClose: true), new(OutcomeKind.Abort), new(OutcomeKind.Silence)),
        (new RequestBodyException("too large", 413, null),
            new(OutcomeKind.Answer, 413, "too large", MustClose: true), new(OutcomeKind.Abort), new(OutcomeKind.Silence)),
        (new RequestException("no such page", 404, null), new(OutcomeKind.Answer, 404, "no such page"), new(OutcomeKind.Rethrow), new(
            OutcomeKind.Silence)),
        (new OverloadException(OverloadException.QueueFull, "64 threads"),
            new(OutcomeKind.Answer, 503, FailurePolicy.OverloadMessage), new(OutcomeKind.Rethrow), new(
                OutcomeKind.Answer, 503, FailurePolicy.OverloadMessage)),
        (new RequestTimeoutException(TimeSpan.FromSeconds(1)),
            new(OutcomeKind.Answer, 504, FailurePolicy.TimeoutMessage, MustClose: true), new(OutcomeKind.Abort),
            new(OutcomeKind.Answer, 504, FailurePolicy.TimeoutMessage, MustClose: true)),
        (new RequestTimeoutException(TimeSpan.FromSeconds(1), isAnswered: true), new(OutcomeKind.Silence), new(OutcomeKind.Silence), new(
            OutcomeKind.Silence)),
    ];

    public static TheoryData<int> Rows => new(Enumerable.Range(0, Table.Length));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_failure_has_the_outcome_of_the_table(int row)
    {
        var (error, beforeHead, afterHead, clientLeft) = Table[row];

        FailurePolicy.Decide(error, isHeadSent: false, hasClientLeft: false, showsTruncation: true).ShouldBe(beforeHead);
        FailurePolicy.Decide(error, isHeadSent: true, hasClientLeft: false, showsTruncation: true).ShouldBe(afterHead);
        FailurePolicy.Decide(error, isHeadSent: false, hasClientLeft: true, showsTruncation: true).ShouldBe(clientLeft);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_failure_is_never_rethrown_where_the_client_would_take_the_response_for_whole(int row) =>
        FailurePolicy.Decide(Table[row].Error, isHeadSent: true, hasClientLeft: false, showsTruncation: false)
            .Kind.ShouldNotBe(OutcomeKind.Rethrow);
}
