using Gateway.Cgi.Tests.Support;

namespace Gateway.Cgi.Tests.Documentation;

/// <summary>What the pages show is what the tests run.</summary>
public sealed class PageTests
{
    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "Gateway.Cgi.Tests", "Servers"))
        .Select(path => Path.GetFileName(path)).Where(name => !name.EndsWith(".cs", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Files))]
    public void A_configuration_stands_in_its_page_word_by_word(string file)
    {
        var page = file.StartsWith("cgi-", StringComparison.Ordinal) ? "cgi.md" : "deployment.md";
        var language = file.Contains("nginx", StringComparison.Ordinal) ? "nginx" : file.Contains("apache", StringComparison.Ordinal) ? "apache" : file.EndsWith(".conf", StringComparison.Ordinal) ? "lighttpd" : "ini";

        File.ReadAllText(Path.Combine(Repository.Root, "docs", page)).ShouldContain($"```{language}\n{Repository.ServerFile(file)}```", Case.Sensitive);
    }

    [Theory]
    [InlineData("docs/cgi.md")]
    [InlineData("samples/CgiHello/README.md")]
    public void The_whole_program_is_shown(string page) =>
        File.ReadAllText(Path.Combine(Repository.Root, page)).ShouldContain($"```csharp\n{File.ReadAllText(Path.Combine(Repository.Root, "samples", "CgiHello", "Program.cs"))}```", Case.Sensitive);
}
