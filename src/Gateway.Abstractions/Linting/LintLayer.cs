using System.Runtime.CompilerServices;

namespace Gateway;

/// <summary>One app under the rules, for one request. Layers know what is around them, so that each mistake gets the right name.</summary>
internal sealed class LintLayer
{
    // Next to the environ and not in it: the app must see the entries that the host made, and no others.
    private static readonly ConditionalWeakTable<Environ, StrongBox<LintLayer?>> AtWork = [];

    private readonly StrongBox<LintLayer?> _atWork;
    private readonly List<LintLayer> _inner = [];
    private readonly HashSet<string> _advice;
    private readonly Delegate _app;
    private readonly TextWriter? _errors;

    private LintLayer(Environ environ, StrongBox<LintLayer?> atWork, StartResponse startResponse, Delegate app)
    {
        _atWork = atWork;
        _app = app;
        _errors = environ is not null && environ.TryGetValue(EnvironKeys.Errors, out var errors) ? errors as TextWriter : null;
        Outer = atWork.Value;
        _advice = Outer?._advice ?? [];
        Response = new CheckedResponse(this, startResponse);
    }

    /// <summary>The layer whose app called this one; null for the outermost.</summary>
    public LintLayer? Outer { get; }

    public CheckedResponse Response { get; }

    /// <summary>The state of the body, where it has to be enumerated or closed.</summary>
    public BodyProgress? Body { get; private set; }

    /// <summary>The WebSocket that the request asks for, if it does.</summary>
    public WebSocketHandshake? Handshake { get; private set; }

    /// <summary>Whether the app was called and has not returned its body yet.</summary>
    public bool IsCalling { get; private set; } = true;

    /// <summary>Whether the response is over, so that nothing may come from the app any more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether the host tells when a response is over.</summary>
    public bool SeesTheEnd { get; private set; }

    private string HostTitle => Outer is null ? "The host" : $"The middleware {DelegateName.Of(Outer._app)}";

    private string AppTitle => (_inner.Count == 0 ? "The app " : "The middleware ") + DelegateName.Of(_app);

    /// <summary>Begins a call: checks what the host hands over.</summary>
    public static LintLayer Enter(Environ environ, StartResponse startResponse, Delegate app)
    {
        var layer = new LintLayer(environ, environ is null ? new() : AtWork.GetOrCreateValue(environ), startResponse, app);
        if (environ is null || startResponse is null)
        {
            throw layer.Fail("call-arguments", LintSide.Host,
                $"it called the app with {(environ is null ? "an environ" : "a start_response")} that is null.");
        }

        EnvironRules.Check(environ, layer);
        layer.Outer?._inner.Add(layer);
        layer.Response.RequestIs(environ.RequestMethod);
        layer.Handshake = environ.WebSocket;
        layer.Watch(environ);
        return layer;
    }

    /// <summary>Makes this layer the one that calls; gives the layer before it, for <see cref="EndWork"/>.</summary>
    public LintLayer? BeginWork()
    {
        var outer = _atWork.Value;
        _atWork.Value = this;
        return outer;
    }

    public void EndWork(LintLayer? outer) => _atWork.Value = outer;

    public T Returned<T>(T? body)
        where T : class
    {
        IsCalling = false;
        return body ?? throw Fail("body-given", LintSide.App,
            "it returned null instead of a body; return Body.Empty or an empty list (PEP 3333, \"Specification Details\").");
    }

    /// <summary>The app threw, so its exception goes on; bodies that were not closed are only reported.</summary>
    public void CallFailed()
    {
        IsCalling = false;
        End();
        _ = FindUnclosed();
    }

    /// <summary>Gives the observer of a body that is enumerated.</summary>
    public BlockRules Watch(object body)
    {
        Body = new BodyProgress { IsOwedClose = body is IDisposable or IAsyncDisposable };
        return new BlockRules(this, Body, (body as IReadOnlyCollection<ReadOnlyMemory<byte>>)?.Count);
    }

    /// <summary>Throws if a body behind this one is still open: this one is closed, or needs no close.</summary>
    public void ThrowIfUnclosed()
    {
        if (FindUnclosed() is { } unclosed)
            throw unclosed;
    }

    /// <summary>For the garbage collector, where the host does not tell when a response is over.</summary>
    public void Abandoned() => _ = Body?.IsOwedClose == true ? NotClosed() : null;

    /// <summary>Reports a broken rule, and gives the exception for the caller to throw.</summary>
    public LintException Fail(string rule, LintSide side, string what, Exception? cause = null)
    {
        var message = $"{(side == LintSide.Host ? HostTitle : AppTitle)} broke the rule {rule}: {what}";
        Tell("Gateway lint: " + message);
        return new LintException(rule, side, message, cause);
    }

    /// <summary>Gives advice, once per response.</summary>
    public void Advise(string rule, LintSide side, string what)
    {
        if (_advice.Add(rule))
            Tell($"Gateway lint: warning: {(side == LintSide.Host ? HostTitle : AppTitle)} should mind {rule}: {what}");
    }

    private void Watch(Environ environ)
    {
        //## Input and errors

        //# input-open (app; W-46) The app does not close `wsgi.input`: the host owns it.
        //# errors-open (app; W-55) The app does not close `wsgi.errors`: the host owns it.
        environ.Input = new CheckedInput(this, environ.Input);
        environ.Errors = new CheckedErrors(this, environ.Errors);

        //## Closing and the end

        //# finished-arguments (host; X-12) A callback of `gateway.response_finished` gets the environ of its request, and a status that
        //#   is one or null.
        if (Outer is null && environ.TryGetValue(EnvironKeys.ResponseFinished, out var value)
            && value is ICollection<Func<Environ, string?, Exception?, ValueTask>> finished)
        {
            SeesTheEnd = true;
            finished.Add((ended, status, _) => Finished(environ, ended, status));
        }
    }

    private ValueTask Finished(Environ environ, Environ ended, string? status)
    {
        End();
        if (!ReferenceEquals(environ, ended) || (status is not null && !CheckedResponse.IsStatus(status)))
        {
            throw Fail("finished-arguments", LintSide.Host,
                "it called gateway.response_finished with another environ than the request's, or with an invalid status.");
        }
        if (Body?.IsOwedClose == true)
            throw NotClosed();
        return FindUnclosed() is { } unclosed ? throw unclosed : default;
    }

    public void End()
    {
        HasEnded = true;
        foreach (var layer in _inner)
            layer.End();
    }

    private LintException? FindUnclosed()
    {
        LintException? first = null;
        foreach (var layer in _inner)
        {
            var found = layer.Body?.IsOwedClose == true ? layer.NotClosed() : null;
            first ??= found ?? layer.FindUnclosed();
        }

        return first;
    }

    private LintException NotClosed()
    {
        //## Closing and the end

        //# body-closed (host; W-93, W-94, W-123) Every body is closed, whether or not it was enumerated and however the response ended.
        //#   Middleware that does not return the body behind it
        //#   as it is closes it no later than its own, so that every layer sees the close.
        Body!.IsOwedClose = false; // Report it once.
        return Fail("body-closed", LintSide.Host,
            $"it did not close the body of {DelegateName.Of(_app)}. Middleware that does not return a body as it is has to dispose it, "
            + "even if it was never enumerated, and no later than its own body is closed (PEP 3333, \"Specification Details\").");
    }

    private void Tell(string line)
    {
        try
        {
            _errors?.WriteLine(line);
        }
        catch (Exception error) when (error is ObjectDisposedException or IOException or InvalidOperationException)
        {
            // A failing error stream must not hide the message, which is in the exception as well.
        }
    }
}
