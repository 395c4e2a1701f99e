namespace Gateway.Testing.Conformance;

/// <summary>Collects the cases of a group.</summary>
internal sealed class CaseList
{
    public List<ConformanceCase> Cases { get; } = [];

    /// <summary>Adds a case in both shapes.</summary>
    public void Add(string id, string requirements, string title, Action<ConformanceScenario> arrange) =>
        Add(id, requirements, HostCapabilities.None, title, arrange);

    /// <inheritdoc cref="Add(string, string, string, Action{ConformanceScenario})"/>
    public void Add(string id, string requirements, HostCapabilities needs, string title, Action<ConformanceScenario> arrange)
    {
        AddOne(id + "/sync", requirements, needs, title, isAsync: false, arrange);
        AddOne(id + "/async", requirements, needs, title, isAsync: true, arrange);
    }

    /// <summary>Adds a case that makes sense in one shape only.</summary>
    public void AddAsync(
        string id, string requirements, string title, Action<ConformanceScenario> arrange,
        HostCapabilities needs = HostCapabilities.None) =>
        AddOne(id + "/async", requirements, needs, title, isAsync: true, arrange);

    private void AddOne(
        string id, string requirements, HostCapabilities needs, string title, bool isAsync, Action<ConformanceScenario> arrange) =>
        Cases.Add(new ConformanceCase(id, requirements.Split(' '), title, needs, isAsync, arrange));
}
