using Gateway;

namespace SeveralApps;

/// <summary>An app that blocks until as many requests are in it as the machine has processors: then one of them needs a thread of its
/// own.</summary>
public static class Busy
{
    private static readonly Barrier All = new(Environment.ProcessorCount);

    public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
    {
        if (environ.PathInfo == "/together" && !All.SignalAndWait(TimeSpan.FromSeconds(60)))
            throw new TimeoutException("The other requests did not come.");
        return Apps.Text(startResponse, "together");
    }
}
