using Gateway.Tool.Loading;

namespace Gateway.Tool.Compiling;

/// <summary>The input from which the SDK makes the compiler's arguments: the names of the sources, and the project files.</summary>
internal sealed class SourceSnapshot : IEquatable<SourceSnapshot>
{
    private readonly string _text;

    private SourceSnapshot(string text) => _text = text;

    public static SourceSnapshot Of(AppSource source) =>
        new(string.Join('\n', source.Kind == AppSourceKind.File ? Directives(source.Path) : Files(source)));

    public bool Equals(SourceSnapshot? other) => other?._text == _text;

    public override bool Equals(object? obj) => Equals(obj as SourceSnapshot);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    private static IEnumerable<string> Directives(string path) =>
        File.ReadLines(path).Where(line => line.StartsWith("#:", StringComparison.Ordinal));

    // The contents of a C# file do not matter, for the compiler reads it.
    private static IEnumerable<string> Files(AppSource source) =>
        SourceFiles.All(source).Order(StringComparer.Ordinal).Select(path =>
            path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? path : $"{path} {File.GetLastWriteTimeUtc(path):O}");
}
