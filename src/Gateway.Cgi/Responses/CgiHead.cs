using System.Globalization;
using System.Text;

namespace Gateway.Cgi.Responses;

/// <summary>The head of a document response (RFC 3875, 6.2.1), validated when it is made.</summary>
internal sealed class CgiHead
{
    private readonly List<(string Name, string Value)> _headers;

    public CgiHead(string status, IReadOnlyList<(string Name, string Value)> headers)
    {
        Code = ResponseValidator.ValidateStatus(status);
        Status = status;
        // Copied before it is checked: the app's list may be anything.
        _headers = [.. headers ?? throw new GatewayContractException("The header list is null; pass an empty list for no headers.")];
        ContentLength = ResponseValidator.ValidateHeaders(_headers);
        if (_headers.Count(header => Is(header, "Content-Type")) > 1)
            throw new GatewayContractException("The header Content-Type is given twice; a response has one type (RFC 9110, 8.3; RFC 3875, 6.3).");
    }

    public int Code { get; }

    public string Status { get; }

    public long? ContentLength { get; private set; }

    /// <summary>Settles the length.</summary>
    /// <param name="length">The length of the whole body, where it is known.</param>
    /// <param name="isHead">Whether the request is a HEAD: an empty body says nothing of the length, then.</param>
    public void Settle(long? length, bool isHead)
    {
        if (Code is 204 or 205)
        {
            _headers.RemoveAll(header => Is(header, "Content-Length")); // RFC 9110, 8.6 and 15.3.6.
            ContentLength = null;
        }
        else if (ContentLength is null && length is { } known && Code != 304 && (known > 0 || !isHead))
        {
            ContentLength = known;
            _headers.Add(("Content-Length", known.ToString(CultureInfo.InvariantCulture)));
        }
    }

    // Status comes first, so that a server knows it before it looks at Location (RFC 3875, 6.2.3); lines end as in HTTP, which every server takes for a newline (6.3).
    public byte[] ToBytes()
    {
        var head = new StringBuilder().Append("Status: ").Append(Status).Append("\r\n");
        foreach (var (name, value) in _headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    private static bool Is((string Name, string Value) header, string name) => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
