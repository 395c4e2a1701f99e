namespace Gateway.Testing.Tests.Conformance;

/// <summary>A kind of host the suite is run on.</summary>
public interface ISuiteHost
{
    static abstract HostCapabilities Capabilities { get; }

    static abstract IConformanceHost Create();
}
