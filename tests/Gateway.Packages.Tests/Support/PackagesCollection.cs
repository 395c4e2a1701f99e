namespace Gateway.Packages.Tests.Support;

/// <summary>Packing takes longest, so all tests share it.</summary>
[CollectionDefinition(Name)]
public sealed class PackagesCollection : ICollectionFixture<PackageFeed>
{
    public const string Name = "Packages";
}
