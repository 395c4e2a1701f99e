namespace Gateway.Testing.Hosting;

internal sealed record ResponseHead(string Status, IReadOnlyList<(string Name, string Value)> Headers);
