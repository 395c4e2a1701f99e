using System.Reflection;

namespace Gateway.Linting;

public class ContractPageTests
{
    [Fact]
    public void The_contract_page_is_up_to_date()
    {
        var page = ContractPage.Write();
        if (Environment.GetEnvironmentVariable("GATEWAY_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(ContractPage.FilePath)!);
            File.WriteAllText(ContractPage.FilePath, page);
        }

        var found = File.Exists(ContractPage.FilePath) ? File.ReadAllText(ContractPage.FilePath).ReplaceLineEndings("\n") : "";
        (found == page).ShouldBeTrue($"docs/contract.md is stale. Run: {ContractPage.Command}");
    }

    [Fact]
    public void Every_rule_that_is_reported_is_written_down_once_beside_its_check()
    {
        LintSources.Rules.Select(rule => rule.Id).ShouldBeUnique();
        LintSources.Reported.OrderBy(rule => rule.Id).ShouldBe(
            LintSources.Rules.Where(rule => rule.Side != "types").Select(rule => (rule.Id, rule.IsAdvice)).OrderBy(rule => rule.Id));
    }

    [Fact]
    public void Every_rule_has_a_place_on_the_page()
    {
        var page = ContractPage.Write();

        LintSources.Rules.ShouldAllBe(rule => ContractPage.KnownSections.Contains(rule.Section));
        LintSources.Rules.ShouldAllBe(rule => page.Contains($"| `{rule.Id}` | ", StringComparison.Ordinal));
        LintSources.Deviations.Count.ShouldBe(8);
    }

    [Fact]
    public void Every_rule_has_a_test()
    {
        var folder = Repository.PathOf("tests/Gateway.Abstractions.Tests/Linting");
        var tests = string.Concat(Directory.GetFiles(folder, "*Tests.cs").Select(File.ReadAllText));

        LintSources.Rules.Where(rule => rule.Side != "types" && !tests.Contains($"\"{rule.Id}\"", StringComparison.Ordinal))
            .Select(rule => rule.Id).ShouldBeEmpty();
    }

    [Fact]
    public void Every_key_is_on_the_page_with_its_type()
    {
        var page = ContractPage.Write();
        var constants = typeof(EnvironKeys).GetFields(BindingFlags.Public | BindingFlags.Static).Where(member => member.IsLiteral).ToList();

        foreach (var constant in constants)
        {
            var key = (string)constant.GetRawConstantValue()!;
            page.ShouldContain($"| `{key}");
            LintSources.Types.ContainsKey(constant.Name).ShouldBe(key.Contains('.', StringComparison.Ordinal), key);
        }

        page.ShouldNotContain("<see");
        page.ShouldNotContain("<c>");
    }
}
