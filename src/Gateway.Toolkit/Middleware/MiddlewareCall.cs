using System.Globalization;

namespace Gateway.Toolkit;

/// <summary>The work of a <see cref="Middleware"/> on one request. A member that is not overridden changes nothing.</summary>
public abstract class MiddlewareCall : IBodyWriter
{
    private readonly MiddlewareWatch _watch;
    private StartResponse? _startResponse;
    private IBodyWriter? _write;
    private string? _status;
    private bool _hasEnded;

    /// <summary>Begins.</summary>
    /// <param name="environ">The request.</param>
    /// <param name="watch">The parts of the response to see, besides start_response.</param>
    protected MiddlewareCall(Environ environ, MiddlewareWatch watch)
    {
        Environ = environ;
        _watch = watch;
    }

    /// <summary>The request.</summary>
    protected internal Environ Environ { get; }

    /// <summary>The app behind the middleware, for messages; set once the call has begun.</summary>
    internal Delegate? App { get; private set; }

    /// <summary>Whether blocks have to be looked at one by one.</summary>
    internal bool WatchesBlocks => WatchesBody || EndsWithBody;

    /// <summary>Whether start_response, and so the commit, is still to come: from inside the body.</summary>
    internal bool AwaitsCommit => Commits && _status is null;

    /// <summary>Whether a body that the host knows by its type has to be looked at.</summary>
    internal bool WatchesBody => (_watch & MiddlewareWatch.Body) != 0;

    /// <summary>Whether the host does not tell when a response has ended, so that the end of the body has to do.</summary>
    internal bool EndsWithBody { get; private set; }

    /// <summary>Whether whoever runs this call commits it, without blocking.</summary>
    internal bool DefersCommit { get; set; }

    /// <summary>Whether start_response has been called and <see cref="CommitAsync"/> is still to come.</summary>
    internal bool IsCommitDue { get; private set; }

    private bool Commits => (_watch & MiddlewareWatch.Commit) != 0;

    /// <summary>The app calls start_response: hand it on, with whatever changes. May come a second time, with an exception, to replace
    /// the first; so does the answer of <see cref="Fail"/>.</summary>
    /// <param name="startResponse">Where it goes.</param>
    /// <param name="status">The status.</param>
    /// <param name="headers">The headers; the app's own list, so not to be changed.</param>
    /// <param name="exception">PEP 3333's exc_info.</param>
    /// <returns>The result of <paramref name="startResponse"/>.</returns>
    protected virtual IBodyWriter Start(
        StartResponse startResponse, string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception)
    {
        ArgumentNullException.ThrowIfNull(startResponse);
        return startResponse(status, headers, exception);
    }

    /// <summary>Bytes of the body are about to be handed on, with <see cref="MiddlewareWatch.Body"/>. What is thrown here ends the
    /// response.</summary>
    /// <param name="bytes">How many; 0 at the end of the body.</param>
    protected virtual void Sending(long bytes)
    {
    }

    /// <summary>The app, or its body, has failed. With <see cref="MiddlewareWatch.Body"/>.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>A response to take the place of the app's; if the head has been sent, the exception goes on all the same. Null lets it go
    /// on.</returns>
    protected virtual Response? Fail(Exception exception) => null;

    /// <summary>The head is settled and nothing has been sent: the last moment to save something the client will rely on. With
    /// <see cref="MiddlewareWatch.Commit"/>.</summary>
    protected virtual void Commit()
    {
    }

    /// <summary>Does the work of <see cref="Commit"/> without blocking: called instead of it wherever the response can wait.</summary>
    /// <returns>When it is done.</returns>
    protected virtual ValueTask CommitAsync()
    {
        Commit();
        return default;
    }

    /// <summary>The response has ended, however it ended. Called exactly once, with <see cref="MiddlewareWatch.End"/>.</summary>
    /// <param name="status">The status given to start_response; null if none was.</param>
    /// <param name="exception">The failure; null for none.</param>
    protected virtual void End(string? status, Exception? exception)
    {
    }

    /// <summary>Begins, unless it answers by itself.</summary>
    internal virtual Body? Enter(StartResponse startResponse, Delegate app)
    {
        _startResponse = startResponse;
        App = app;
        if ((_watch & MiddlewareWatch.End) == 0)
            return null;
        if (
            Environ.TryGetValue(EnvironKeys.ResponseFinished, out var value) && value is ICollection<Func<Environ, string?, Exception?,
            ValueTask>> finished)
            finished.Add(Finished);
        else
            EndsWithBody = true;
        return null;
    }

    internal void SendingThrough(long bytes)
    {
        if (WatchesBody)
            Sending(bytes);
    }

    internal IBodyWriter StartThrough(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception)
    {
        var write = Start(_startResponse!, status, headers, exception);
        _status = status;
        if (Commits)
            IsCommitDue = true;
        if (!DefersCommit)
            CommitNow();
        if (!WatchesBody && !Commits)
            return write;
        _write = write;
        return this;
    }

    internal void CommitNow()
    {
        if (!IsCommitDue)
            return;
        IsCommitDue = false;
        Commit();
    }

    internal ValueTask CommitNowAsync()
    {
        if (!IsCommitDue)
            return default;
        IsCommitDue = false;
        return CommitAsync();
    }

    /// <summary>Answers in the place of an app that has failed. Null where the exception has to go on.</summary>
    /// <exception cref="Exception">The same exception: it is too late for another answer (PEP 3333, "Error Handling").</exception>
    internal Body? AnswerFailure(Exception exception)
    {
        if (!WatchesBody || Fail(exception) is not { } response)
            return null;
        var (status, headers) = ("", (IReadOnlyList<(string Name, string Value)>)[]);
        var body = response.Send(Environ, (line, list, _) =>
        {
            (status, headers) = (line, list);
            return this;
        });
        // A length that the failed body declared does not hold for its replacement.
        if (body.Length is { } length)
            headers = HeaderList.WithOwn(headers, "Content-Length", length.ToString(CultureInfo.InvariantCulture));
        Start(_startResponse!, status, headers, exception);
        return body;
    }

    /// <summary>Answers in the place of an app that threw instead of returning a body. Null where the exception has to go on.</summary>
    internal Body? AnswerThrown(Exception exception)
    {
        Body? body = null;
        try
        {
            body = AnswerFailure(exception);
        }
        finally
        {
            EndWithBody(body is null ? exception : null);
        }

        return body;
    }

    /// <summary>The response has ended, on a host that does not tell.</summary>
    internal void EndWithBody(Exception? exception)
    {
        if (EndsWithBody)
            EndOnce(_status, exception);
    }

    void IBodyWriter.Write(ReadOnlySpan<byte> block)
    {
        CommitNow();
        if (WatchesBody && !block.IsEmpty)
            Sending(block.Length);
        _write!.Write(block);
    }

    private ValueTask Finished(Environ environ, string? status, Exception? exception)
    {
        EndOnce(status, exception);
        return default;
    }

    private void EndOnce(string? status, Exception? exception)
    {
        if (_hasEnded)
            return;
        _hasEnded = true;
        End(status, exception);
    }
}
