using System.Collections.Concurrent;
using System.Net.Sockets;
using Gateway.Python.Protocol;

namespace Gateway.Python.Supervision;

/// <summary>Finds the two sockets of a slot, which arrive in any order.</summary>
/// <remarks>A slot has a socket for each direction. With a single one, Linux would wake each side for every block that the other has read
/// from it, to say that there is room to write.</remarks>
internal sealed class SocketPairs(Action<Hello, Socket, Socket> connected)
{
    private readonly ConcurrentDictionary<Hello, Half> _waiting = [];

    /// <summary>Hands over a socket with its other half, or waits for that until the token says that it is late.</summary>
    public async Task AddAsync(Hello hello, Socket socket, CancellationToken late)
    {
        if (hello.Direction == Direction.Both)
        {
            connected(hello, socket, socket);
            return;
        }

        var key = hello with { Direction = Direction.Both };
        var mine = new Half(hello.Direction, socket);
        var first = _waiting.GetOrAdd(key, mine);
        if (first == mine)
        {
            await first.Found.Task.WaitAsync(late).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_waiting.TryRemove(KeyValuePair.Create(key, mine)))
                socket.Dispose();
        }
        else if (first.Direction != mine.Direction && _waiting.TryRemove(KeyValuePair.Create(key, first)))
        {
            first.Found.SetResult();
            var (toWorker, toHost) = mine.Direction == Direction.ToWorker ? (mine, first) : (first, mine);
            connected(hello, toWorker.Socket, toHost.Socket);
        }
        else
        {
            socket.Dispose();
        }
    }

    private sealed record Half(Direction Direction, Socket Socket)
    {
        public TaskCompletionSource Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
