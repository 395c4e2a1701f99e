using Xunit.Abstractions;
using Xunit.Sdk;

namespace Gateway.TestSupport;

/// <summary>Finds the test cases of a <see cref="RequiringTheoryAttribute"/>: where a program is missing, a single one that is
/// skipped.</summary>
public sealed class RequiringTheoryDiscoverer(IMessageSink messages) : TheoryDiscoverer(messages)
{
    /// <inheritdoc/>
    public override IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        MissingProgramTestCase.For(DiagnosticMessageSink, discoveryOptions, testMethod, theoryAttribute) is { } skipped
            ? [skipped]
            : base.Discover(discoveryOptions, testMethod, theoryAttribute);
}
