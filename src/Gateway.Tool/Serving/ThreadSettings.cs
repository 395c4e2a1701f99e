using Gateway.Tool.Configuration;
using Gateway.Tool.Loading;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Gateway.Tool.Serving;

/// <summary>Settings of the runtime and of Kestrel that pay for Python apps only: most of their time on this side is one thread waking
/// another.</summary>
/// <remarks>The part <c>python</c> of the benchmarks measures with them. A .NET app with four connections answered a quarter fewer
/// requests, measured by hand.</remarks>
internal static class ThreadSettings
{
    // Lets the thread that hears of a worker's response go on with it. It serves every socket, so nothing it runs may block.
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    // How many such threads there are. One that has much to do need not be woken, and the workers need the other cores.
    private const string ThreadCount = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    // Lets a thread of the pool that finds no work sleep at once. Python's processes need the core on which it would look for some.
    private const string SpinLimit = "System.Threading.ThreadPool.UnfairSemaphoreSpinLimit";

    /// <summary>Must be called before the process opens its first socket and starts a thread of the pool: the runtime reads these once.
    /// </summary>
    public static void UseForPython(ServeSettings settings)
    {
        if (settings.App.Source.Kind != AppSourceKind.Python)
            return;
        AppContext.SetData(SpinLimit, AppContext.GetData(SpinLimit) ?? 0);
        if (NothingBlocks(settings))
        {
            SetUnlessGiven(InlineCompletions, "1");
            SetUnlessGiven(ThreadCount, $"{(Environment.ProcessorCount + 1) / 2}");
        }
    }

    /// <summary>Has a request that has been read served by the same thread, and one read less made for each.</summary>
    public static void UseForPython(SocketTransportOptions sockets, ServeSettings settings)
    {
        if (settings.App.Source.Kind != AppSourceKind.Python || !NothingBlocks(settings))
            return;
        sockets.UnsafePreferInlineScheduling = true;
        sockets.WaitForDataBeforeAllocatingBuffer = false;
    }

    // Middleware is anybody's code, and may block a thread.
    private static bool NothingBlocks(ServeSettings settings) => settings.Middleware.Count == 0;

    private static void SetUnlessGiven(string variable, string value)
    {
        if (Environment.GetEnvironmentVariable(variable) is null)
            Environment.SetEnvironmentVariable(variable, value);
    }
}
