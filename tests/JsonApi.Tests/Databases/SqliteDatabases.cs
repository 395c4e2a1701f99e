namespace JsonApi.Tests;

/// <summary>SQLite files in a temporary folder.</summary>
public sealed class SqliteDatabases : ITestDatabases, IDisposable
{
    private readonly TempFolder _folder = new();
    private int _count;

    public Task<DatabaseAddress> CreateAsync() =>
        Task.FromResult(new DatabaseAddress(null, _folder.File($"{Interlocked.Increment(ref _count)}.db")));

    public void Dispose() => _folder.Dispose();
}
