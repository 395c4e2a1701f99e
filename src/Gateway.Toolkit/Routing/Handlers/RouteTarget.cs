namespace Gateway.Toolkit;

/// <summary>The target of a route, in both shapes.</summary>
internal abstract class RouteTarget(Delegate handler)
{
    private readonly Delegate _handler = handler ?? throw new ArgumentNullException(nameof(handler));

    /// <summary>The method that somebody wrote, for messages and listings.</summary>
    public virtual string Name => DelegateName.Of(_handler);

    /// <summary>The handler or app, as it was given.</summary>
    public Delegate Code => _handler;

    /// <summary>The types of the values it takes itself; none for one that asks for them by name.</summary>
    public virtual IReadOnlyList<Type> ValueTypes => [];

    /// <summary>The reason why it cannot be called synchronously; null for none.</summary>
    public virtual string? AsynchronousPart => null;

    public abstract IEnumerable<ReadOnlyMemory<byte>> Call(in RouteMatch match, Environ environ, StartResponse startResponse);

    public abstract ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(
        in RouteMatch match, Environ environ, StartResponse startResponse);
}
