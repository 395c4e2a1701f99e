using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tool.Serving;

/// <summary>Ends a server so that no request fails: first nothing new is accepted and every client is told that its connection is about
/// to end, then the server stops.</summary>
/// <remarks>A server that stops closes idle connections at once; a client that sends a request at that very moment would get no answer.
/// So each connection
/// ends with an answer that says so (<c>Connection: close</c>, or GOAWAY), and only those that stay silent for a while are closed
/// without.</remarks>
internal sealed class Drain
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly List<IConnectionListener> _listeners = [];
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private int _connections;
    private volatile bool _hasBegun;
    private volatile bool _isReleasing;

    /// <summary>The number of open connections.</summary>
    public int Connections
    {
        get
        {
            lock (_lock)
                return _connections;
        }
    }

    /// <summary>From now on each connection ends with its next response, while new ones are still accepted.</summary>
    public void BeginToRelease() => _isReleasing = true;

    public void Add(IConnectionListener listener)
    {
        lock (_lock)
            _listeners.Add(listener);
    }

    public void Opened(ConnectionContext connection)
    {
        lock (_lock)
            _connections++;
        connection.ConnectionClosed.UnsafeRegister(static drain => ((Drain)drain!).Closed(), this);
    }

    /// <summary>Lets go of a connection once this request is answered, if the server is about to stop.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (_isReleasing)
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        return next(context);
    }

    /// <summary>Stops to accept, and waits until no connection is left, or those that are have nothing to say.</summary>
    public async Task RunAsync(TimeSpan atMost)
    {
        _isReleasing = _hasBegun = true;
        List<IConnectionListener> listeners;
        lock (_lock)
        {
            listeners = [.. _listeners];
            if (_connections == 0)
                _empty.TrySetResult();
        }

        foreach (var listener in listeners)
            await listener.UnbindAsync();
        await _empty.Task.WaitAsync(atMost < Silence ? atMost : Silence).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Closed()
    {
        lock (_lock)
        {
            if (--_connections == 0 && _hasBegun)
                _empty.TrySetResult();
        }
    }
}
