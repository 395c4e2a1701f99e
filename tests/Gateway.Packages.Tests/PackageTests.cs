using System.Buffers.Binary;
using System.Xml.Linq;

namespace Gateway.Packages.Tests;

/// <summary>What stands in the packages, and what they say of themselves.</summary>
[Collection(PackagesCollection.Name)]
public sealed class PackageTests(PackageFeed feed)
{
    // A tool brings its packages with it; templates name packages only in what they make.
    private static readonly Dictionary<string, (string Packages, string Frameworks)> Needs = new()
    {
        ["Gateway.Abstractions"] = ("", ""),
        ["Gateway.Aspire"] = ("Aspire.Hosting", ""),
        ["Gateway.AspNetCore"] = ("Gateway.Abstractions Gateway.Hosting", "Microsoft.AspNetCore.App"),
        ["Gateway.Cgi"] = ("Gateway.Abstractions Gateway.Hosting", ""),
        ["Gateway.Hosting"] = ("Gateway.Abstractions", ""),
        ["Gateway.Python"] = ("Gateway.Abstractions Gateway.Hosting", ""),
        ["Gateway.Python.AspNetCore"] = ("Gateway.AspNetCore Gateway.Python", "Microsoft.AspNetCore.App"),
        ["Gateway.Templates"] = ("", ""),
        ["Gateway.Testing"] = ("Gateway.Abstractions Gateway.Hosting", ""),
        ["Gateway.Tool"] = ("", "Microsoft.AspNetCore.App"),
        ["Gateway.Toolkit"] = (
            "Gateway.Abstractions Gateway.Hosting Microsoft.AspNetCore.DataProtection.Abstractions Microsoft.AspNetCore.WebUtilities "
            + "Microsoft.Extensions.Caching.Abstractions Microsoft.Net.Http.Headers", ""),
    };

    public static TheoryData<string> All() => [.. Needs.Keys];

    public static TheoryData<string> Libraries() => [.. Needs.Keys.Except(["Gateway.Templates", "Gateway.Tool"])];

    [Fact]
    public void Packing_makes_these_packages_and_no_other()
    {
        var ids = Needs.Keys.Select(id => $"{id}.{feed.Version}.nupkg");

        feed.Files.Where(name => name.EndsWith(".nupkg", StringComparison.Ordinal)).ShouldBe(ids, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_package_has_a_readme_a_licence_and_a_description(string id)
    {
        var metadata = feed.Metadata(id);

        metadata.Element("readme")!.Value.ShouldBe("README.md");
        metadata.Element("license")!.ShouldSatisfyAllConditions(
            license => license.Attribute("type")!.Value.ShouldBe("expression"),
            license => license.Value.ShouldBe("MIT"));
        metadata.Element("description")!.Value.ShouldStartWith("WSGI for .NET");
        metadata.Element("tags")!.Value.ShouldContain("wsgi");
        metadata.Element("authors")!.Value.ShouldBe("Gateway contributors");
        using var package = feed.Open(id);
        package.GetEntry("README.md")!.Length.ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_package_names_the_commit_and_the_address_that_its_publisher_gave(string id)
    {
        var metadata = feed.Metadata(id);

        var repository = metadata.Element("repository")!;
        repository.Attributes().Select(attribute => attribute.Name.LocalName).ShouldBe(["type", "url", "commit"], ignoreOrder: true);
        repository.Attribute("url")!.Value.ShouldBe(PackageFeed.PublicUrl);
        metadata.Element("projectUrl")!.Value.ShouldBe(PackageFeed.PublicUrl);
    }

    [Fact]
    public void No_address_is_made_up()
    {
        foreach (var file in (string[])["Directory.Build.props", "src/Directory.Build.props"])
            XDocument.Parse(Repository.Read(file)).Descendants("RepositoryUrl").ShouldAllBe(url => url.Value == "$(PublicUrl)", file);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_package_has_a_small_icon(string id)
    {
        feed.Metadata(id).Element("icon")!.Value.ShouldBe("icon.png");
        using var package = feed.Open(id);
        using var icon = new BinaryReader(package.GetEntry("icon.png")!.Open());

        // PNG 5.2 and 11.2.2: the signature, and the width and height of IHDR.
        var start = icon.ReadBytes(24);
        start.AsSpan(1, 7).SequenceEqual("PNG\r\n\u001a\n"u8).ShouldBeTrue();
        (BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(20))).ShouldBe((128, 128));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_has_its_documentation_beside_it(string id)
    {
        using var package = feed.Open(id);

        package.GetEntry($"lib/net10.0/{id}.dll").ShouldNotBeNull();
        using var documentation = package.GetEntry($"lib/net10.0/{id}.xml")!.Open();
        XDocument.Load(documentation).Descendants("member").ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_package_depends_on_what_its_users_need_and_nothing_else(string id)
    {
        var (packages, frameworks) = Needs[id];
        var metadata = feed.Metadata(id);

        metadata.Descendants("dependency").Select(dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal)
            .ShouldBe(Words(packages));
        metadata.Descendants("dependency")
            .Where(dependency => dependency.Attribute("id")!.Value.StartsWith("Gateway.", StringComparison.Ordinal))
            .ShouldAllBe(dependency => dependency.Attribute("version")!.Value == feed.Version);
        metadata.Descendants("frameworkReference").Select(reference => reference.Attribute("name")!.Value).ShouldBe(Words(frameworks));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
