using System.IO.Pipelines;

namespace Gateway.Python.Serving;

/// <summary>Goes on in the thread that hears of the sockets, where the process lets it, and in one of the pool otherwise.</summary>
/// <remarks>Such a process has promised that nothing blocks that thread. Anywhere else, a consumer that blocked while it waits for the next
/// block would keep the very thread that is to bring it.</remarks>
internal sealed class SocketThreadScheduler : PipeScheduler
{
    public static SocketThreadScheduler Instance { get; } = new();

    public override void Schedule(Action<object?> action, object? state)
    {
        if (Thread.CurrentThread.IsThreadPoolThread)
            ThreadPool.Schedule(action, state);
        else
            action(state);
    }
}
