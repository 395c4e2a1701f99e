using System.Globalization;
using System.Text;

namespace Gateway.Hosting;

/// <summary>A response that keeps its headers in a list, for hosts that write the head themselves.
/// It can also respond in the app's place.</summary>
public abstract class HeaderListResponse : HostedResponse
{
    private List<(string Name, string Value)> _headers = [];
    private bool _isHeadUnsent;

    /// <inheritdoc/>
    public override bool IsHeadSent => IsCommitted && !_isHeadUnsent;

    /// <summary>Whether the host responded in the app's place.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>The status of the app's response; null if the host responded in its place, or there was no response.</summary>
    public string? AppStatus => IsHeadSent && !HasAnswered ? Status : null;

    /// <summary>Responds in the app's place with a line of text, unless a head was sent already.</summary>
    /// <param name="statusCode">The status code.</param>
    /// <param name="message">The text for the client.</param>
    /// <returns>When it is sent.</returns>
    public async ValueTask AnswerAsync(int statusCode, string message)
    {
        if (IsHeadSent)
            return;
        HasAnswered = true;
        _isHeadUnsent = false;
        Restart();
        Start($"{statusCode} {ReasonPhrase.Of(statusCode)}", [("Content-Type", "text/plain; charset=utf-8")]);
        await SendAsync((IAsyncEnumerable<ReadOnlyMemory<byte>>)Body.Text(message + "\n", Encoding.UTF8)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected sealed override long? StoreHead(int statusCode, string status, IReadOnlyList<(string Name, string Value)> headers)
    {
        // Copied before the checks, because the app's list may change between two reads.
        _headers = headers is null ? null! : [.. headers];
        return ResponseValidator.ValidateHeaders(_headers);
    }

    /// <inheritdoc/>
    protected sealed override void ClearHead() => _headers = [];

    /// <inheritdoc/>
    protected sealed override Framing CommitHead(Framing framing)
    {
        _headers.RemoveAll(header => header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase));
        if (framing.ContentLength is { } length)
            _headers.Add(("Content-Length", length.ToString(CultureInfo.InvariantCulture)));
        _isHeadUnsent = true;
        return framing;
    }

    /// <summary>Returns the settled head to its first caller, which sends it.</summary>
    /// <param name="headers">The headers, with the Content-Length chosen.</param>
    /// <returns>Whether the head is still to be sent.</returns>
    protected bool TryTakeHead(out IReadOnlyList<(string Name, string Value)> headers)
    {
        headers = _headers;
        var isUnsent = _isHeadUnsent;
        _isHeadUnsent = false;
        return isUnsent;
    }

    /// <summary>Describes a mistake of the app, for hosts that log plain text.</summary>
    /// <param name="problem">The mistake.</param>
    /// <param name="error">The exception that showed it, if any.</param>
    /// <returns>One sentence, and the exception.</returns>
    protected string Describe(ResponseProblem problem, Exception? error) => problem switch
    {
        ResponseProblem.TooManyBytes => "The app produced more bytes than the Content-Length it declared; the rest was not sent.",
        ResponseProblem.BodyNotAllowed => $"The app gave a body to a response {Status}; it was not sent (RFC 9110, 6.4.1).",
        _ => $"The body could not be closed: {error}",
    };
}
