namespace Gateway.Toolkit;

/// <summary>A view over an environ, with the names of HTTP: nothing is copied, and what middleware rewrites is seen.</summary>
/// <param name="environ">The environ.</param>
public sealed class Request(Environ environ)
{
    /// <summary>The environ this is a view of.</summary>
    public Environ Environ { get; } = environ ?? throw new ArgumentNullException(nameof(environ));
}
