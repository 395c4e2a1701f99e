namespace Gateway.Fuzzing.Wire;

/// <summary>A response as a strict client reads it.</summary>
internal sealed record WireResponse(
    int Status, string Reason, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body, bool IsWhole)
{
    public IReadOnlyList<string> All(string name) =>
        [.. Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];
}
