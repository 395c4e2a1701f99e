namespace Gateway;

/// <summary>The type of one entry of an environ.</summary>
/// <param name="Key">The key.</param>
/// <param name="Name">The type, as C# writes it.</param>
/// <param name="Fits">Whether a value is of that type.</param>
internal sealed record EnvironType(string Key, string Name, Func<object?, bool> Fits);
