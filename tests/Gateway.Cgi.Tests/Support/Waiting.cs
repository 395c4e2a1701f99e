namespace Gateway.Cgi.Tests.Support;

/// <summary>How long a test waits before it fails. A safety net only: no test passes by waiting for it.</summary>
internal static class Waiting
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
}
