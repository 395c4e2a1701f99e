namespace Gateway.Tool.Control;

/// <summary>The state of a server, as <c>gateway ctl status</c> prints it.</summary>
/// <param name="Pid">The process.</param>
/// <param name="App">The app that is served.</param>
/// <param name="State"><c>serving</c>, <c>draining</c> or <c>stopping</c>.</param>
/// <param name="UptimeSeconds">The time since the server began to listen.</param>
/// <param name="Addresses">Where it listens.</param>
/// <param name="Connections">Open connections.</param>
/// <param name="Requests">Requests in flight.</param>
/// <param name="Waiting">Those of them that wait for a thread.</param>
/// <param name="Workers">The processes of a Python app.</param>
internal sealed record ServerStatus(
    int Pid, string App, string State, double UptimeSeconds, IReadOnlyList<string> Addresses, int Connections, int Requests, int Waiting,
    IReadOnlyList<int> Workers);
