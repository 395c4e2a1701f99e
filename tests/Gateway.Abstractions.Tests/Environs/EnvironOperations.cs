using FsCheck;
using FsCheck.Fluent;

namespace Gateway.Environs;

/// <summary>Makes random operations. There are few keys and values, so that operations meet.</summary>
public static class EnvironOperations
{
    /// <summary>What the host of a hosted environ knows. Null values, and keys that differ in case only, are allowed.</summary>
    public static readonly IReadOnlyDictionary<string, object?> HostEntries = new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["REQUEST_METHOD"] = "GET",
        ["PATH_INFO"] = "/",
        ["path_info"] = 1,
        ["wsgi.input"] = null,
        [""] = "empty",
    };

    private static readonly string?[] Keys =
        ["REQUEST_METHOD", "PATH_INFO", "path_info", "wsgi.input", "", "new", "NEW", "n\u00e9w", "n\u0065\u0301w", null];

    private static readonly object?[] Values = ["GET", "/", "empty", 1, 2, null];

    private static readonly OperationKind[] Rare = [OperationKind.Clear, OperationKind.ClearWhileEnumerating];

    // These need no entry but the one they name: with them only, an environ stays unmaterialised for long.
    private static readonly OperationKind[] Single =
    [
        OperationKind.Get, OperationKind.Set, OperationKind.Add, OperationKind.Remove, OperationKind.TryGetValue, OperationKind.ContainsKey,
        OperationKind.AddPair, OperationKind.ContainsPair, OperationKind.RemovePair,
    ];

    private static readonly OperationKind[] Whole = [.. Enum.GetValues<OperationKind>().Except(Rare).Except(Single)];

    public static Arbitrary<EnvironOperation> Operation() => (
        from kind in Gen.Frequency((30, Gen.Elements(Single)), (3, Gen.Elements(Whole)), (1, Gen.Elements(Rare)))
        from key in Gen.Elements(Keys)
        from value in Gen.Elements(Values)
        from room in Gen.Choose(-1, 2)
        from index in Gen.Choose(-1, 2)
        select new EnvironOperation(kind, key, value, room, index)).ToArbitrary();
}
