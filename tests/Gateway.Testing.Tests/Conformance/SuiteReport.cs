using Xunit.Abstractions;
using Xunit.Sdk;

namespace Gateway.Testing.Tests.Conformance;

/// <summary>Says how many cases a host runs, where whoever runs the tests can see it (xunit.runner.json lets it through).</summary>
public sealed class SuiteReport<THost>
    where THost : ISuiteHost
{
    public SuiteReport(IMessageSink messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        messages.OnMessage(
            new DiagnosticMessage(
                $"{typeof(THost).Name}: {ConformanceSuite.CasesFor(THost.Capabilities).Count()} of {ConformanceSuite.Cases.Count} cases"));
    }
}
