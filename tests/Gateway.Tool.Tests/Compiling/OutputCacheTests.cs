using Gateway.Tool.Compiling;

namespace Gateway.Tool.Tests.Compiling;

/// <summary>The assemblies that are kept for the next start.</summary>
public sealed class OutputCacheTests : IDisposable
{
    private static readonly CompilerOutput Output = new([1], [2], []);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_assembly_is_found_by_its_key_and_in_a_folder_of_its_owner_alone()
    {
        var cache = new OutputCache(_folder.File("apps"));
        cache.Find("key", "app").ShouldBeNull();

        cache.Keep("key", "app", Output);
        cache.Keep("key", "app", Output);

        var found = cache.Find("key", "app").ShouldNotBeNull();
        (found.Assembly![0], found.Symbols![0]).ShouldBe(((byte)1, (byte)2));
        cache.Find("other", "app").ShouldBeNull();
        Directory.GetDirectories(_folder.File("apps")).Length.ShouldBe(1);
        if (!OperatingSystem.IsWindows())
            ((int)File.GetUnixFileMode(_folder.File("apps"))).ShouldBe(Convert.ToInt32("700", 8));
    }

    [Fact]
    public void An_assembly_that_nobody_used_for_a_month_is_removed()
    {
        var cache = new OutputCache(_folder.File("apps"));
        cache.Keep("old", "app", Output);
        Directory.SetLastWriteTimeUtc(_folder.File("apps/old"), DateTime.UtcNow.AddDays(-31));

        cache.Keep("new", "app", Output);

        cache.Find("old", "app").ShouldBeNull();
        cache.Find("new", "app").ShouldNotBeNull();
    }

    [Fact]
    public void Without_a_place_to_keep_it_nothing_is_kept()
    {
        var none = new OutputCache(null);
        none.Keep("key", "app", Output);
        none.Find("key", "app").ShouldBeNull();

        var file = new OutputCache(Path.Combine(_folder.Write("file", ""), "apps"));
        file.Keep("key", "app", Output);
        file.Find("key", "app").ShouldBeNull();
    }
}
