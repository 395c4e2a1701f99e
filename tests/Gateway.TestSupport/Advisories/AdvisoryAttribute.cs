namespace Gateway.TestSupport;

/// <summary>Names the published advisory about another server or library whose attack a test class tries here. <c>docs/advisories.md</c> is
/// made of these.</summary>
/// <param name="id">The number, like <c>CVE-2025-55315</c>.</param>
/// <param name="project">The project it was published for.</param>
/// <param name="attack">The class of attack, in our own words.</param>
/// <param name="defence">What this project does.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AdvisoryAttribute(string id, string project, string attack, string defence) : Attribute
{
    /// <summary>The number, like <c>CVE-2025-55315</c>.</summary>
    public string Id { get; } = id;

    /// <summary>The project it was published for.</summary>
    public string Project { get; } = project;

    /// <summary>The class of attack.</summary>
    public string Attack { get; } = attack;

    /// <summary>What this project does.</summary>
    public string Defence { get; } = defence;
}
