namespace Gateway;

/// <summary>Checks host and app against the contract at once: to the app it is the strictest host, to the host the most correct
/// app.</summary>
/// <remarks>
/// <para>It may stand anywhere, and more than once: between two layers it tells which of them is wrong, and finds middleware that
/// forgets to close the body behind it. Bodies that a host sends a faster way stay what they are.</para>
/// <para>A broken rule throws <see cref="LintException"/>, where possible in the offender's own frame, and is written to
/// <c>wsgi.errors</c>, in case
/// somebody swallows it. Advice that is no rule is written to <c>wsgi.errors</c> only, once per response. It costs too much for
/// production.</para>
/// </remarks>
/// <example>
/// <code>
/// app = app.Use(Lint.Check);
/// </code>
/// </example>
public static class Lint
{
    //## The call

    //# body-given (app; W-06) The app returns a body, never null. An empty body is `Body.Empty` or an empty list.
    //# call-arguments (host; W-01) The app is called with an environ and a start_response, neither of them null.
    //# callable (types; W-03) The app is a delegate: a lambda, a method or an iterator, in one of two shapes. `Environ` is the one type
    //#   of environ, and is mutable.
    //# header-pairs (types; W-60) Headers are a list of pairs of strings; `exception` is an `Exception` or null.
    //# blocks-are-bytes (types; W-98) Blocks are `ReadOnlyMemory<byte>`; a string is no body. `write` takes bytes, `wsgi.errors` text.

    //## Deviations from PEP 3333

    //- Strings are real Unicode, not bytes in Latin-1. The request target stands under `REQUEST_URI` as it was received.
    //- The environ is an `Environ`, a dictionary of its own type, not the language's built-in one.
    //- `close()` is `Dispose` or `DisposeAsync`, of the enumerator first and then of the body.
    //- `exc_info` is an `Exception`, not a tuple.
    //- `%2F` stays encoded in `PATH_INFO`; everything else is decoded once.
    //- The final status is limited to 200 to 599.
    //- An app has a second, asynchronous shape.
    //- `REMOTE_ADDR` is absent where there is no peer address, as on a Unix socket.

    /// <summary>Checks a synchronous app and whatever calls it: <c>app.Use(Lint.Check)</c>.</summary>
    /// <param name="app">The app.</param>
    /// <returns>The same app, under the rules.</returns>
    public static GatewayApp Check(GatewayApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return new CheckedApp(app).Call;
    }

    /// <summary>Checks an asynchronous app and whatever calls it: <c>pipeline.Use(Lint.Check)</c>.</summary>
    /// <param name="app">The app.</param>
    /// <returns>The same app, under the rules.</returns>
    public static AsyncGatewayApp Check(AsyncGatewayApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return new CheckedAsyncApp(app).CallAsync;
    }
}
