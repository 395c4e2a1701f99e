namespace JsonApi.Tests;

/// <summary>A kind of database to test with.</summary>
public interface ITestDatabases
{
    /// <summary>Gives a database without tables, which goes with the fixture.</summary>
    Task<DatabaseAddress> CreateAsync();
}
