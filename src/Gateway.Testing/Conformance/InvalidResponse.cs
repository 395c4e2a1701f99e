namespace Gateway.Testing.Conformance;

/// <summary>Arguments that start_response must refuse, on every host and under the linter, with the same message.</summary>
/// <param name="Id">The id of the suite's case.</param>
/// <param name="Requirements">The numbers of the rules that are broken.</param>
/// <param name="Rule">The rule, as a sentence.</param>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers.</param>
public sealed record InvalidResponse(
    string Id, string Requirements, string Rule, string Status, IReadOnlyList<(string Name, string Value)> Headers)
{
    private static readonly string[] Statuses =
    [
        "200", "200 ", " 200 OK", "20 OK", "2000 X", "", "abc", "200 OK\r\nX-Evil: 1", "200 OK\n", "200\n", "99 x", "600 x", "1000 x",
        "100 Continue", "101 x", "103 x", "200 Caf\u00e9", "200  OK", "200\tOK", null!,
    ];

    private static readonly string[] HopByHop =
    [
        "Connection", "keep-alive", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "transfer-ENCODING", "Upgrade",
        "Proxy-Connection", "Status",
    ];

    private static readonly string[] Names = ["X A", "X:A", "", "X\u00e9", "X\r\nEvil", "X\0", null!];

    private static readonly string[] Values = ["a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", "a\tb", "a\u007fb", "\u0100", "\u20ac", null!];

    private static readonly string[] Lengths = ["abc", "+5", "-5", "5, 5", "", " 5", "99999999999999999999"];

    /// <summary>Every invalid response of the suite.</summary>
    public static IReadOnlyList<InvalidResponse> All { get; } =
    [
        .. Statuses.Select((status, index) => new InvalidResponse(
            $"status-bad-{index}", "W-58 W-66 D57", "A status that is not three digits, a blank and a reason is refused at the call",
            status, Blocks.Plain)),
        .. HopByHop.Select(name => new InvalidResponse(
            "header-refused-" + name.ToLowerInvariant(), "W-76 W-62 W-77 W-106 W-119 D60 D61",
            "Headers of the connection or of CGI are refused, in any case",
            "200 OK", [(name, "x")])),
        .. Names.Select((name, index) => new InvalidResponse(
            $"header-bad-name-{index}", "W-61 W-65 D58", "A header name that is not a token is refused", "200 OK", [(name, "x")])),
        .. Values.Select((value, index) => new InvalidResponse(
            $"header-bad-value-{index}", "W-63 W-64 W-65 W-66 D58", "A header value that is not printable is refused", "200 OK",
            [("X-A", value)])),
        .. Lengths.Select((length, index) => new InvalidResponse(
            $"length-bad-{index}", "W-102 D62 W-77", "A Content-Length that is not one number is refused", "200 OK",
            [("content-LENGTH", length)])),
        new("length-twice", "W-102 D62", "Content-Length is given once", "200 OK", [("Content-Length", "5"), ("Content-Length", "5")]),
        new("type-twice", "W-60", "Content-Type is given once", "200 OK", [("Content-Type", "text/plain"), ("content-type", "text/html")]),
        new("headers-null", "W-60 W-65", "A header list that is null is refused", "200 OK", null!),
    ];

    /// <inheritdoc/>
    public override string ToString() => Id;
}
