using Xunit.Abstractions;
using Xunit.Sdk;

namespace Gateway.TestSupport;

/// <summary>Finds the test cases of a <see cref="RequiringFactAttribute"/>: where a program is missing, a single one that is
/// skipped.</summary>
public sealed class RequiringFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    /// <inheritdoc/>
    public override IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        MissingProgramTestCase.For(DiagnosticMessageSink, discoveryOptions, testMethod, factAttribute) is { } skipped
            ? [skipped]
            : base.Discover(discoveryOptions, testMethod, factAttribute);
}
