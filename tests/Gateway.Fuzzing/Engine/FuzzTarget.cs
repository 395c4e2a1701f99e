using Gateway.Fuzzing.Wire;

namespace Gateway.Fuzzing.Engine;

/// <summary>What is under test, for messages and figures.</summary>
internal sealed class FuzzTarget(string name)
{
    private readonly SortedDictionary<int, int> _statuses = [];
    private int _connections;

    public string Name => name;

    public void Count(IReadOnlyList<WireResponse> responses)
    {
        _connections++;
        foreach (var response in responses)
            _statuses[response.Status] = _statuses.GetValueOrDefault(response.Status) + 1;
    }

    public override string ToString() =>
        $"{name}: {_connections} connections, {_statuses.Values.Sum()} responses, {_statuses.Count} statuses "
            + $"({string.Join(", ", _statuses.Take(40).Select(pair => $"{pair.Key}: {pair.Value}"))}"
            + $"{(_statuses.Count > 40 ? ", ..." : "")})";
}
