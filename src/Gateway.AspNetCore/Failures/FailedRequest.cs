using Gateway.AspNetCore.Requests;

namespace Gateway.AspNetCore.Failures;

/// <summary>A feature of requests behind an error page: a failing exchange leaves its environ and app here.</summary>
internal sealed class FailedRequest
{
    public Environ? Environ { get; private set; }

    public Delegate? App { get; private set; }

    /// <summary>Keeps a copy of the environ, because the page is written after the request was released.</summary>
    public void Describe(KestrelEnviron environ, Delegate app)
    {
        environ.CopyEntries();
        (Environ, App) = (environ, app);
    }
}
