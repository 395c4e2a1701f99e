using System.Text.RegularExpressions;
using Gateway.TestSupport;

namespace Gateway.Conventions.Tests;

public sealed partial class DocumentsTests
{
    private static readonly string Root = Repository.Root;

    [Fact]
    public void The_index_lists_every_page()
    {
        var index = File.ReadAllText(Path.Combine(Root, "docs", "README.md"));
        Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Select(path => Path.GetFileName(path))
            .Where(name => name != "README.md" && !index.Contains($"]({name})", StringComparison.Ordinal))
            .ShouldBeEmpty("docs/README.md lacks a link to these pages");
    }

    [Fact]
    public void Every_relative_link_leads_to_a_file()
    {
        var broken =
            from page in Pages()
            from Match link in Link().Matches(File.ReadAllText(page))
            let target = link.Groups["target"].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains(':', StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))
            select $"{Path.GetRelativePath(Root, page)}: {target}";

        broken.ShouldBeEmpty();
    }

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Root, "*.md")
            .Concat(((string[])["docs", "samples", "src", "benchmarks", "tests"])
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories)))
            // Parts of docs/performance.md.
            .Where(
                path => !path.Split(Path.DirectorySeparatorChar)
                    .Any(part => part is "bin" or "obj" or "artifacts" or "templates" or "performance"));

    [GeneratedRegex(@"(?<!!)\[[^\]]*\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
