using System.IO.Pipelines;
using Gateway.AspNetCore.Diagnostics;
using Gateway.AspNetCore.Failures;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Gateway.AspNetCore.Responses;

/// <summary>Sends a response: the head to the server's response feature, blocks to its pipe.</summary>
internal abstract partial class KestrelResponse(HttpContext context, ExchangeParts noParts) : HostedResponse
{
    // GetSpan(0) fails on a transport without a memory pool, so every call passes a size.
    private const int MaxPiece = 4096;

    // Null once the request has ended: ASP.NET Core uses the context for the next one.
    private HttpContext? _context = context;
    private ExchangeParts _parts = noParts;

    /// <exception cref="InvalidOperationException">The request has ended.</exception>
    public HttpContext Context => _context ?? throw Ended();

    public AppHost Host => _parts.Host;

    /// <summary>The parts to read; shared and empty until the request needs one.</summary>
    public ExchangeParts Parts => _parts;

    public override bool IsHeadSent => Context.Response.HasStarted;

    /// <summary>Whether the client can tell a truncated response from a whole one.
    /// Over HTTP/1.0 the end of the connection ends a body without a length.</summary>
    public bool ShowsTruncation => !HttpProtocol.IsHttp10(Context.Request.Protocol) || Context.Response.ContentLength is not null;

    protected bool HasContext => _context is not null;

    protected override bool IsHead => Context.Request.Method == HttpMethods.Head;

    protected override CancellationToken Aborted => Context.RequestAborted;

    protected override IOException? InputFailure => _parts.Input?.Failure;

    protected override ResponseDeadline? Deadline => _parts.Deadline;

    // Uses the features here and for the body, because HttpResponse looks each up again with every request.
    private IHttpResponseFeature Head => Context.Features.Response();

    private PipeWriter Output => Context.Features.ResponseBody().Writer;

    /// <summary>The parts to write to.</summary>
    public ExchangeParts OpenParts() => ReferenceEquals(_parts, Host.NoParts) ? _parts = new ExchangeParts(Host) : _parts;

    /// <summary>Lets others see where the request is. Called before any part is opened.</summary>
    protected void Record(RequestProgress progress) => _parts = new RecordedParts(Host, progress);

    protected static InvalidOperationException Ended() =>
        new("The request of this environ has ended. Copy values that are needed later before the request ends.");

    protected void DropContext() => _context = null;

    protected override long? StoreHead(int statusCode, string status, IReadOnlyList<(string Name, string Value)> headers)
    {
        var head = Head;
        if (head.Headers.Count > 0)
            OpenParts().HeadersBefore = [.. head.Headers];
        KestrelHead.ApplyStatus(head, statusCode, status);
        return KestrelHead.ApplyHeaders(head.Headers, headers, Host.SendsLatin1);
    }

    protected override void ClearHead() => KestrelHead.Restore(Head, _parts.HeadersBefore);

    protected override Framing CommitHead(Framing framing)
    {
        _parts.Progress?.Sends();
        if (InputFailure is not null)
            ErrorAnswer.CloseAfter(Context.Response); // The rest of the request could be parsed as the next one.

        var head = Head;
        if (head.StatusCode < 300 && Context.Request.Method == HttpMethods.Connect)
        {
            // RFC 8441, 5: it would open a tunnel to an app that did not accept one.
            ClearHead();
            head.StatusCode = StatusCodes.Status501NotImplemented;
            return new Framing(HasBody: false, ContentLength: null);
        }

        // The server declares the length of an empty body. Status code pages in front would mistake a declared length for a body.
        if (framing.ContentLength != 0)
            head.Headers.ContentLength = framing.ContentLength;
        return framing;
    }

    protected override ValueTask<FlushResult> TransmitAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken) =>
        Output.WriteAsync(block, cancellationToken);

    protected override FlushResult Transmit(ReadOnlySpan<byte> block)
    {
        var output = Output;
        for (var rest = block; !rest.IsEmpty;)
        {
            var piece = rest[..Math.Min(rest.Length, MaxPiece)];
            piece.CopyTo(output.GetSpan(piece.Length));
            output.Advance(piece.Length);
            rest = rest[piece.Length..];
        }

        return Wait(output.FlushAsync(Aborted));
    }

    protected override bool TrySendWhole(Body body, out ValueTask sending)
    {
        switch (body)
        {
            case FileBody file:
                sending = SendFileAsync(file);
                return true;
            case WriterBody writer:
                sending = SendWrittenAsync(writer);
                return true;
            default:
                return base.TrySendWhole(body, out sending);
        }
    }

    protected override ValueTask RunWebSocketAsync(WebSocketBody body)
    {
        Context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout(); // An open socket is not a slow request.
        return new(WebSocketSession.RunAsync(Context, body, Host));
    }

    protected override void Report(ResponseProblem problem, Exception? error = null)
    {
        var request = Context.Request;
        switch (problem)
        {
            case ResponseProblem.TooManyBytes:
                Log.TooManyBytes(Host.Log, request.Method, request.Path, Context.Response.ContentLength);
                break;
            case ResponseProblem.BodyNotAllowed:
                Log.BodyNotAllowed(Host.Log, StatusCode, request.Method, request.Path);
                break;
            case ResponseProblem.CloseFailed:
                Log.CloseFailed(Host.Log, error!, request.Method, request.Path);
                break;
        }
    }

    private async ValueTask SendFileAsync(FileBody file)
    {
        file.Sending();
        try
        {
            ThrowIfBroken();
            Commit(file.Count);
            if (Reserve(file.Count) is > 0 and var count)
                await Context.Response.SendFileAsync(file.Path, file.Offset, count, Aborted);
            await FinishAsync();
        }
        catch (Exception error)
        {
            file.Sent(error);
            throw;
        }

        if (!HasClientLeft)
            file.Sent();
    }

    private async ValueTask SendWrittenAsync(WriterBody body)
    {
        // Skips the callback if nothing of it may be sent, unless it still has to call start_response.
        if (Status is not null)
            Commit(bodyLength: null);
        if (!IsBodiless)
            await body.Writer(new BodyWriter(this), Aborted);
        await FinishAsync();
    }
}
