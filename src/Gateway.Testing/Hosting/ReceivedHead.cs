namespace Gateway.Testing.Hosting;

internal sealed record ReceivedHead(string Status, IReadOnlyList<(string Name, string Value)> Headers);
