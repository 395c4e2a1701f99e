namespace JsonApi.Tests;

/// <summary>A test with a database of its own. What the app promises holds on any kind, so each test runs on all.</summary>
public abstract class DatabaseTest(ITestDatabases databases) : IAsyncLifetime
{
    private readonly List<Database> _instances = [];
    private DatabaseAddress _address = null!;

    public virtual async Task InitializeAsync() => _address = await databases.CreateAsync();

    public async Task DisposeAsync()
    {
        foreach (var instance in _instances)
            await instance.DisposeAsync();
    }

    /// <summary>Opens the database once more, as another instance of the app does.</summary>
    private protected Database Open()
    {
        var instance = _address.Open();
        _instances.Add(instance);
        return instance;
    }
}
