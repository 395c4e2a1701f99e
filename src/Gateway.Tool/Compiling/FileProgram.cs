using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Tool.Compiling;

/// <summary>Single files that the tool compiles by itself, as the SDK does with its file-based programs.</summary>
internal static class FileProgram
{
    private const string GlobalUsings = """
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Net.Http;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;

        """;

    // The attribute that a source generator works for, and the generator. One that has nothing to do would only take time to load.
    private static readonly (string Attribute, string Generator)[] Generators =
    [
        ("JsonSerializable", "System.Text.Json.SourceGeneration"),
        ("GeneratedRegex", "System.Text.RegularExpressions.Generator"),
        ("LoggerMessage", "Microsoft.Extensions.Logging.Generators"),
        ("OptionsValidator", "Microsoft.Extensions.Options.SourceGeneration"),
        ("LibraryImport", "Microsoft.Interop.LibraryImportGenerator"),
        ("GeneratedComInterface", "Microsoft.Interop.ComInterfaceGenerator"),
    ];

    /// <summary>Whether a file has no directive (<c>#:package</c>, <c>#:sdk</c>, ...), which only the SDK follows.</summary>
    public static bool IsPlain(string text) => !text.Split('\n').Any(line => line.TrimStart().StartsWith("#:", StringComparison.Ordinal));

    /// <summary>The arguments that the SDK has for such a file.</summary>
    public static CompilerInput Input(string path, string text)
    {
        var (major, minor) = (Environment.Version.Major, Environment.Version.Minor);
        List<string> symbols =
            ["TRACE", "DEBUG", "NET", "NETCOREAPP", string.Create(CultureInfo.InvariantCulture, $"NET{major}_{minor}")];
        symbols.AddRange(Enumerable.Range(5, major - 4).Select(version =>
            string.Create(CultureInfo.InvariantCulture, $"NET{version}_0_OR_GREATER")));
        List<string> arguments =
        [
            "/noconfig", "/nostdlib+", "/target:library", "/nullable:enable", "/debug:portable", "/optimize-", "/deterministic+",
            "/warn:0", "/nowarn:1701,1702", "/features:FileBasedProgram", $"/define:{string.Join(';', symbols)}",
            // C# 14 came with .NET 10, and each has had a successor every year.
            string.Create(CultureInfo.InvariantCulture, $"/langversion:{major + 4}.0"),
            $"/out:{Path.GetFileNameWithoutExtension(path)}.dll",
            .. ReferenceAssemblies.All.Select(reference => $"/reference:{reference}"),
            .. NeededGenerators(text).Select(generator => $"/analyzer:{generator}"),
            path,
        ];
        var framework = $".NETCoreApp,Version=v{Environment.Version.ToString(2)}";
        return new(Path.GetDirectoryName(path)!, arguments,
        [
            ("GlobalUsings.g.cs", GlobalUsings),
            ("AssemblyAttributes.cs", $"[assembly: global::System.Runtime.Versioning.TargetFramework(\"{framework}\")]\n"),
        ]);
    }

    /// <summary>A name for everything that the compiled assembly depends on.</summary>
    public static string Key(CompilerInput input, string text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, typeof(FileProgram).Module.ModuleVersionId.ToString());
        foreach (var argument in input.Arguments)
            Append(hash, argument);
        foreach (var (_, source) in input.Sources)
            Append(hash, source);
        // The tool's own libraries may have the same path in each of their versions; the frameworks' paths have a version in them.
        foreach (var own in ReferenceAssemblies.OwnLibraries)
            Append(hash, File.GetLastWriteTimeUtc(own).ToString("O", CultureInfo.InvariantCulture));
        Append(hash, text);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> NeededGenerators(string text)
    {
        var needed = Generators.Where(generator => text.Contains(generator.Attribute, StringComparison.Ordinal))
            .Select(generator => generator.Generator).ToList();
        return needed.Count == 0
            ? []
            : ReferenceAssemblies.Generators.Where(path => needed.Contains(Path.GetFileNameWithoutExtension(path)));
    }

    private static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0]);
    }
}
