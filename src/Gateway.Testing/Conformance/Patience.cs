namespace Gateway.Testing.Conformance;

internal static class Patience
{
    /// <summary>How long anything may take before a case gives up. A safety net only: no case passes by waiting for it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
}
