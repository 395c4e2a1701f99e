using System.Reflection;
using Xunit.Sdk;

namespace Gateway.AspNetCore.Tests.Support;

/// <summary>Runs a theory once per app shape: no rule may hold in one shape only.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BothShapesAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[AppShape.Sync], [AppShape.Async]];
}
