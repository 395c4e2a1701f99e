using System.Text.RegularExpressions;
using Gateway.TestSupport;

namespace Gateway.Conventions.Tests;

/// <summary>A type name stands for one thing in all of <c>src</c>, so that a search finds one file.</summary>
public sealed partial class UniqueTypeNameTests
{
    // A program's entry, and the part of a project that has its name everywhere.
    private static readonly string[] Everywhere = ["Program", "Log"];

    [Fact]
    public void No_type_name_is_used_by_two_files_for_different_types()
    {
        var sources = new DirectoryInfo(Path.Combine(Repository.Root, "src"));
        var declarations =
            from file in sources.EnumerateFiles("*.cs", SearchOption.AllDirectories)
            where !file.FullName.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "templates")
            let text = File.ReadAllText(file.FullName)
            from Match match in Declaration().Matches(text)
            where !Everywhere.Contains(match.Groups["name"].Value)
            let place = match.Groups["partial"].Success ? "the parts of one type" : file.FullName
            let arity = match.Groups["arity"].Value.Count(character => character == ',') + (match.Groups["arity"].Success ? 1 : 0)
            let shown = place.Replace(sources.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
            group shown by (match.Groups["name"].Value, arity) into files
            where files.Distinct().Count() > 1
            select $"{files.Key.Value}: {string.Join(", ", files.Distinct())}";

        declarations.ShouldBeEmpty();
    }

    // Only types of a namespace; a nested one belongs to its type.
    [GeneratedRegex(
        @"^(?:public|internal)(?: (?:static|sealed|abstract|readonly|ref|file|(?<partial>partial)))* "
            + @"(?:class|struct|record(?: struct)?|interface|enum) (?<name>\w+)(?:<(?<arity>[^>]*)>)?",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
