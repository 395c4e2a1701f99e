using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Gateway.TestSupport;

/// <summary>A test that is skipped because a program is missing. Its name ends with the reason: the console prints names, and no
/// reasons.</summary>
public sealed class MissingProgramTestCase : XunitTestCase
{
    private string _reason = "";

    /// <summary>For deserialization.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For deserialization")]
    public MissingProgramTestCase()
    {
    }

    private MissingProgramTestCase(IMessageSink messages, ITestFrameworkDiscoveryOptions options, ITestMethod method, string reason)
        : base(messages, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method) => _reason = reason;

    /// <inheritdoc/>
    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue(nameof(_reason), _reason);
    }

    /// <inheritdoc/>
    public override void Deserialize(IXunitSerializationInfo data)
    {
        _reason = data.GetValue<string>(nameof(_reason));
        base.Deserialize(data);
    }

    /// <inheritdoc/>
    protected override string GetSkipReason(IAttributeInfo factAttribute) => _reason;

    /// <inheritdoc/>
    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) =>
        $"{base.GetDisplayName(factAttribute, displayName)}: {_reason}";

    /// <summary>The skipped test, or null where every program is there that the attributes of the method and of its class name.</summary>
    internal static MissingProgramTestCase? For(
        IMessageSink messages, ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo fact)
    {
        var programs = method.TestClass.Class.GetCustomAttributes(typeof(RequiresAttribute)).Append(fact)
            .SelectMany(attribute => attribute.GetConstructorArguments()).SelectMany(argument => (IEnumerable<object>)argument)
            .Cast<string>();
        return Requirement.ReasonToSkip(programs) is { } reason ? new(messages, options, method, reason) : null;
    }
}
