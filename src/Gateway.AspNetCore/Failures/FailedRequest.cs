namespace Gateway.AspNetCore.Failures;

/// <summary>A feature of requests behind an error page: a failing exchange leaves its environ and app here.</summary>
internal sealed class FailedRequest
{
    public Environ? Environ { get; private set; }

    public Delegate? App { get; private set; }

    /// <summary>Keeps both for the page, which is written after the request was released.</summary>
    /// <param name="environ">An environ that outlives its request.</param>
    /// <param name="app">The app.</param>
    public void Describe(Environ environ, Delegate app) => (Environ, App) = (environ, app);
}
