using System.Globalization;
using System.Text;
using Gateway.Fuzzing.Engine;

namespace Gateway.Fuzzing.Wire;

/// <summary>Reads all that a server wrote on one connection, and accepts nothing but exact HTTP/1.1 (RFC 9112).</summary>
internal static class WireParser
{
    private const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";

    // What an HTTP/1.1 endpoint of Kestrel says to the preface of HTTP/2: GOAWAY, HTTP_1_1_REQUIRED (RFC 9113, 6.8).
    private const string GoAway = "\0\0\u0008\u0007\0\0\0\0\0\0\0\0\0\0\0\0\r";

    /// <exception cref="WireViolation">A byte is not where it has to be.</exception>
    public static IReadOnlyList<WireResponse> Parse(byte[] bytes, FuzzCase fuzzCase)
    {
        var reader = new WireReader(Encoding.Latin1.GetString(bytes));
        var responses = new List<WireResponse>();
        while (!reader.IsAtEnd)
        {
            if (responses is [.., { IsWhole: false }])
                throw new WireViolation("something follows a response that was cut");
            if (reader.Skip(Continue))
                continue;
            if (reader.Skip(GoAway) && reader.IsAtEnd)
                break;

            // Beyond what reached the pipeline there is only the refusal of what Kestrel could not read.
            var request = responses.Count < fuzzCase.Requests.Count ? fuzzCase.Requests[responses.Count] : null;
            var response = ReadResponse(reader, request, fuzzCase);
            responses.Add(response);
            if (response.Status == 101)
                break;
            if (request is null && (response.Status < 400 || response.All("Connection") is not ["close"] || !reader.IsAtEnd))
                throw new WireViolation($"a response {response.Status} to no request");
        }

        return responses;
    }

    private static WireResponse ReadResponse(WireReader reader, SeenRequest? request, FuzzCase fuzzCase)
    {
        var (status, reason) = WireGrammar.StatusLine(reader.Line());
        if (status == 101 ? !fuzzCase.IsUpgraded : status is < 200 or > 599)
            throw new WireViolation($"the status {status}");

        var headers = new List<(string Name, string Value)>();
        while (reader.Line() is { Length: > 0 } line)
            headers.Add(WireGrammar.Header(line));

        var response = new WireResponse(status, reason, headers, [], IsWhole: true);
        var (lengths, codings) = (response.All("Content-Length"), response.All("Transfer-Encoding"));
        if (lengths.Count + codings.Count > 1)
            throw new WireViolation("more than one framing");
        if (status == 101 || status == 204)
            return lengths.Count + codings.Count == 0 ? response : throw new WireViolation($"a framing of the response {status}");
        if (status == 304 || request?.Method == "HEAD")
            return codings.Count == 0 ? response : throw new WireViolation("a coding of no body");

        var (body, isWhole) = codings.Count == 1 ? ReadChunked(reader, codings[0], request)
            : lengths.Count == 1 ? reader.UpTo(WireGrammar.Length(lengths[0]))
            : ReadToEnd(reader, response);
        if (status == 205 && body.Length > 0)
            throw new WireViolation("a body of the response 205");
        if (!isWhole && !fuzzCase.MayBeCut && request?.HasBody != true)
            throw new WireViolation($"the response {status} was cut, and nothing had failed");
        return response with { Body = Encoding.Latin1.GetBytes(body), IsWhole = isWhole };
    }

    private static (string Body, bool IsWhole) ReadToEnd(WireReader reader, WireResponse response)
    {
        if (response.All("Connection") is not ["close"])
            throw new WireViolation("a body without a framing on a connection that is kept");
        return reader.UpTo(long.MaxValue) with { IsWhole = true };
    }

    private static (string Body, bool IsWhole) ReadChunked(WireReader reader, string coding, SeenRequest? request)
    {
        if (coding != "chunked" || request?.Protocol != "HTTP/1.1")
            throw new WireViolation($"the coding '{coding}' for {request?.Protocol}");

        var body = new StringBuilder();
        while (!reader.IsAtEnd)
        {
            var digits = reader.Line();
            if (digits.Length is 0 or > 8 || !digits.All(char.IsAsciiHexDigit))
                throw new WireViolation($"the chunk size {Escaping.Escape(digits)}");
            var size = int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var (chunk, isWhole) = reader.UpTo(size);
            body.Append(chunk);
            if (!isWhole)
                break;
            if (reader.Line().Length > 0)
                throw new WireViolation("a chunk longer than its size, or a trailer");
            if (size == 0)
                return (body.ToString(), true);
        }

        return (body.ToString(), false);
    }
}
