namespace JsonApi.Tests;

/// <summary>A database that exists, to be opened as often as a test has instances.</summary>
public sealed record DatabaseAddress(string? ConnectionString, string Path)
{
    internal Database Open() => Database.Of(ConnectionString, Path);
}
