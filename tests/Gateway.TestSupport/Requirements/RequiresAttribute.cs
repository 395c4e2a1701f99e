namespace Gateway.TestSupport;

/// <summary>
/// Names the programs that every test of a class runs. The tests themselves carry
/// <see cref="RequiringFactAttribute"/> or <see cref="RequiringTheoryAttribute"/>, in the class or in its base class.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresAttribute(params string[] programs) : Attribute
{
    /// <summary>The programs, by the names in <see cref="Requirement"/>.</summary>
    public IReadOnlyList<string> Programs { get; } = programs;
}
