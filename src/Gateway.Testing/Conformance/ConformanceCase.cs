namespace Gateway.Testing.Conformance;

/// <summary>One rule of the contract, as an exchange that shows whether a host keeps it.</summary>
public sealed class ConformanceCase
{
    private readonly Action<ConformanceScenario> _arrange;

    internal ConformanceCase(
        string id, IReadOnlyList<string> requirements, string title, HostCapabilities needs, bool isAsync,
        Action<ConformanceScenario> arrange) =>
        (Id, Requirements, Title, Needs, IsAsync, _arrange) = (id, requirements, title, needs, isAsync, arrange);

    /// <summary>Names the case in its shape: <c>body-closed-once/async</c>.</summary>
    public string Id { get; }

    /// <summary>The requirements (<c>W-93</c>) and black-box cases (<c>E77</c>) it shows.</summary>
    public IReadOnlyList<string> Requirements { get; }

    /// <summary>The rule in one sentence.</summary>
    public string Title { get; }

    /// <summary>The capabilities that the case needs.</summary>
    public HostCapabilities Needs { get; }

    /// <summary>Whether the app is served in the asynchronous shape.</summary>
    public bool IsAsync { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Id}: {Title}";

    internal ConformanceScenario CreateScenario()
    {
        var scenario = new ConformanceScenario();
        _arrange(scenario);
        return scenario;
    }
}
