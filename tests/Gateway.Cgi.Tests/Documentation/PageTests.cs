using Gateway.Cgi.Tests.Support;

namespace Gateway.Cgi.Tests.Documentation;

/// <summary>What the pages show is what the tests run.</summary>
public sealed class PageTests
{
    public static TheoryData<string> Files() =>
        [.. Repository.Files(ServerFile.Folder, "*").Select(path => Path.GetFileName(path))
            .Where(name => !name.EndsWith(".cs", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Files))]
    public void A_configuration_stands_in_its_page_word_by_word(string file)
    {
        var page = file.StartsWith("cgi-", StringComparison.Ordinal) ? "cgi.md" : "deployment.md";
        var language = ((string[])["nginx", "apache", "lighttpd"])
            .FirstOrDefault(server => file.Contains(server, StringComparison.Ordinal)) ?? "ini";

        MarkdownPage.Read($"docs/{page}").Blocks(language).ShouldContain(ServerFile.Read(file));
    }

    [Theory]
    [InlineData("docs/cgi.md")]
    [InlineData("samples/CgiHello/README.md")]
    public void The_whole_program_is_shown(string page) =>
        MarkdownPage.Read(page).Blocks("csharp").ShouldContain(Repository.Read("samples/CgiHello/Program.cs"));
}
