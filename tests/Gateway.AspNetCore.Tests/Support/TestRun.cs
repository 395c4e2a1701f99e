namespace Gateway.AspNetCore.Tests.Support;

internal static class TestRun
{
    /// <summary>How long anything may take before a test gives up. A safety net only: no test passes by waiting for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
}
