using Xunit.Sdk;

namespace Gateway.TestSupport;

/// <summary>
/// A theory that runs programs outside the .NET SDK: these, and those that <see cref="RequiresAttribute"/> names for its class.
/// It is skipped where one is missing.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Gateway.TestSupport.RequiringTheoryDiscoverer", "Gateway.TestSupport")]
public sealed class RequiringTheoryAttribute(params string[] programs) : TheoryAttribute
{
    /// <summary>The programs, by the names in <see cref="Requirement"/>.</summary>
    public IReadOnlyList<string> Programs { get; } = programs;
}
