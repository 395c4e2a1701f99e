using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Gateway.Packages.Tests;

/// <summary>Symbols are there for debuggers, and tell nothing of the machine that built them.</summary>
[Collection(PackagesCollection.Name)]
public sealed class SymbolTests(PackageFeed feed)
{
    // What DeterministicSourcePaths puts in the place of the repository's root.
    private const string MappedRoot = "/_/";

    [Theory]
    [MemberData(nameof(PackageTests.Libraries), MemberType = typeof(PackageTests))]
    public void Sources_are_named_from_the_root_of_the_repository(string id)
    {
        using var pdb = Read(feed, id, "snupkg", $"lib/net10.0/{id}.pdb");
        using var provider = MetadataReaderProvider.FromPortablePdbStream(pdb);
        var reader = provider.GetMetadataReader();

        var sources = reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name)).ToList();

        sources.ShouldContain(source => source.StartsWith($"{MappedRoot}src/{id}/", StringComparison.Ordinal));
        sources.ShouldAllBe(source => source.StartsWith(MappedRoot, StringComparison.Ordinal) && !source.Contains(Repository.Root));
    }

    [Theory]
    [MemberData(nameof(PackageTests.Libraries), MemberType = typeof(PackageTests))]
    public void The_assembly_is_reproducible_and_its_symbols_are_the_packed_ones(string id)
    {
        using var assembly = Read(feed, id, "nupkg", $"lib/net10.0/{id}.dll");
        using var executable = new PEReader(assembly);
        var entries = executable.ReadDebugDirectory();

        entries.ShouldContain(entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        var codeView = executable.ReadCodeViewDebugDirectoryData(entries.Single(entry => entry.Type == DebugDirectoryEntryType.CodeView));
        codeView.Path.ShouldStartWith(MappedRoot);

        using var pdb = Read(feed, id, "snupkg", $"lib/net10.0/{id}.pdb");
        using var provider = MetadataReaderProvider.FromPortablePdbStream(pdb);
        new BlobContentId(provider.GetMetadataReader().DebugMetadataHeader!.Id).Guid.ShouldBe(codeView.Guid);
    }

    private static MemoryStream Read(PackageFeed feed, string id, string extension, string path)
    {
        using var package = feed.Open(id, extension);
        using var entry = package.GetEntry(path)!.Open();
        var copy = new MemoryStream();
        entry.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
