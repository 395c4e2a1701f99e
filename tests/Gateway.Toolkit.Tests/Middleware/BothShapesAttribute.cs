using System.Reflection;
using Xunit.Sdk;

namespace Gateway.Toolkit.Tests;

/// <summary>Runs a theory once for each shape, <see cref="Shape"/> being its last parameter.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class BothShapesAttribute(params object[] arguments) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[.. arguments, Shape.Sync], [.. arguments, Shape.Async]];
}
