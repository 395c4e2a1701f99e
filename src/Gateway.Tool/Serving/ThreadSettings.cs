using Gateway.Tool.Configuration;
using Gateway.Tool.Loading;

namespace Gateway.Tool.Serving;

/// <summary>Settings of the runtime that pay for Python apps only: most of their time on this side is one thread waking another.</summary>
/// <remarks>Measured by hand: for a Flask app they save a fifth of the processor time. A .NET app with four connections would
/// answer a quarter fewer requests.</remarks>
internal static class ThreadSettings
{
    // Lets the thread that hears of a worker's response go on with it. It serves every socket, so nothing it runs may block.
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    // Lets a thread of the pool that finds no work sleep at once. Python's processes need the core on which it would look for some.
    private const string SpinLimit = "System.Threading.ThreadPool.UnfairSemaphoreSpinLimit";

    /// <summary>Must be called before the process opens its first socket and starts a thread of the pool: the runtime reads both once.
    /// </summary>
    public static void UseForPython(ServeSettings settings)
    {
        if (settings.App.Source.Kind != AppSourceKind.Python)
            return;
        AppContext.SetData(SpinLimit, AppContext.GetData(SpinLimit) ?? 0);
        if (settings.Middleware.Count == 0 && Environment.GetEnvironmentVariable(InlineCompletions) is null)
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
    }
}
