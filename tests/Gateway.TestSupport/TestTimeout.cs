namespace Gateway.TestSupport;

/// <summary>How long a test waits before it fails. A safety net only: no test passes by waiting for it.</summary>
public static class TestTimeout
{
    /// <summary>For anything in this process or on a connection.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>For another process, which may build projects first, on a machine that others use as well.</summary>
    public static readonly TimeSpan ProcessLimit = TimeSpan.FromMinutes(15);
}
