namespace Gateway.Toolkit;

/// <summary>The session of a request, behind <see cref="Sessions"/>.</summary>
public static class SessionEnvironExtensions
{
    /// <summary>The session, loaded when it is first asked for. Blocks where it is in a cache; an app that awaits takes
    /// <see cref="SessionAsync"/>.</summary>
    /// <param name="environ">The request.</param>
    /// <returns>The session; empty where there was none, or what came is forged, garbled or has ended.</returns>
    /// <exception cref="InvalidOperationException"><see cref="Sessions"/> is not in front of the app.</exception>
    public static Session Session(this Environ environ) => SessionCall.Of(environ).Load();

    /// <inheritdoc cref="Session(Environ)"/>
    /// <summary>The session, loaded when it is first asked for, without blocking.</summary>
    public static ValueTask<Session> SessionAsync(this Environ environ) => SessionCall.Of(environ).LoadAsync();
}
