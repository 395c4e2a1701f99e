using System.Reflection;
using System.Text.RegularExpressions;

namespace Gateway.Toolkit.Tests;

/// <summary>What docs/comparison.md names as ours is there.</summary>
public sealed partial class ComparisonTests
{
    private static readonly Assembly[] Assemblies =
        [typeof(Environ).Assembly, typeof(Request).Assembly, typeof(GatewayClient).Assembly, typeof(AspNetCore.GatewayServer).Assembly];

    [Fact]
    public void Every_name_of_ours_is_a_type_or_a_member()
    {
        var names = Repository.Read("docs/comparison.md").Split('\n')
            .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.StartsWith('|'))
            .SelectMany(row => Code().Matches(row.TrimEnd('|', ' ').Split('|')[^1]))
            .Select(match => match.Groups["name"].Value)
            .Where(name => char.IsUpper(name[0]) && !IsHeader(name))
            .Distinct().ToList();

        names.Count.ShouldBeGreaterThan(40);
        names.Where(name => !Exists(name)).ShouldBeEmpty();
    }

    // Headers are set as code, too.
    private static bool IsHeader(string name) => name is "Forwarded" || name.Contains('-');

    private static bool Exists(string name)
    {
        var parts = name.Split('.');
        return Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => type.Name == parts[0])
            .Any(type => parts.Length == 1 || type.GetMember(parts[1]).Length > 0);
    }

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Code();
}
