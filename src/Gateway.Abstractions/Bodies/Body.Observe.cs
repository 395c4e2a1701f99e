namespace Gateway;

public abstract partial class Body
{
    /// <summary>Whether <see cref="Observe(Body, BodyObserver)"/> was called for this body, so that a host has to close it and may not
    /// pass its enumerator by.</summary>
    /// <remarks>A host that sends <see cref="MemoryBody.Memory"/> or reads <see cref="StreamBody.Source"/> itself does so only where this
    /// is false;
    /// for a file it calls <see cref="FileBody.Sending"/> and <see cref="FileBody.Sent"/>. Nothing else changes for a host.</remarks>
    public bool IsObserved => Observation is not null;

    // A field here would cost every response eight bytes: only the kinds that are being observed have one.
    private protected virtual Observation? Observation => null;

    /// <summary>Observes a body, which stays of its kind: a host sends a file or a block in memory as fast as before.</summary>
    /// <remarks>The result takes the place of the body: return it, or close it, and leave the body to it. The host then sees one body,
    /// enumerates it at most
    /// once and closes it once; the enumerator is closed before the body, in that order, even if the host forgets it.</remarks>
    /// <param name="body">The body; not enumerated by this call.</param>
    /// <param name="observer">The observer; it is called from the host's thread.</param>
    /// <returns>A body of the same kind, with the same blocks.</returns>
    /// <example>Middleware that counts the bytes of each response:
    /// <code>
    /// static AsyncGatewayApp CountBytes(AsyncGatewayApp app) =>
    ///     async (environ, startResponse) => Body.Observe(await app(environ, startResponse), new ByteCounter(environ));
    ///
    /// sealed class ByteCounter(Environ environ) : BodyObserver
    /// {
    ///     private long _bytes;
    ///
    ///     protected override void OnBytes(long count) => _bytes += count;
    ///
    ///     protected override void OnClose() => environ.Errors.WriteLine($"{environ.PathInfo}: {_bytes} bytes");
    /// }
    /// </code></example>
    public static Body Observe(Body body, BodyObserver observer)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(observer);
        return body.Observed(observer);
    }

    /// <summary>Observes a body of a synchronous app. It keeps the shapes it has, its <c>Count</c> and, if it is a <see cref="Body"/>,
    /// its kind.</summary>
    /// <inheritdoc cref="Observe(Body, BodyObserver)"/>
    public static IEnumerable<ReadOnlyMemory<byte>> Observe(IEnumerable<ReadOnlyMemory<byte>> body, BodyObserver observer)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(observer);
        return body is Body known ? known.Observed(observer) : ObservedBody.Of(body, observer);
    }

    /// <summary>Observes a body of an asynchronous app. It keeps the shapes it has, its <c>Count</c> and, if it is a <see cref="Body"/>,
    /// its kind.</summary>
    /// <inheritdoc cref="Observe(Body, BodyObserver)"/>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> Observe(IAsyncEnumerable<ReadOnlyMemory<byte>> body, BodyObserver observer)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(observer);
        return body is Body known ? known.Observed(observer) : ObservedBody.Of(body, observer);
    }

    /// <summary>Gives a body of the same kind that tells the observer.</summary>
    private protected abstract Body Observed(BodyObserver observer);
}
