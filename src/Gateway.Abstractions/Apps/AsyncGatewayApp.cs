namespace Gateway;

/// <summary>The contract of <see cref="GatewayApp"/> for code that awaits. Hosts prefer it; a synchronous app is lifted to it, never the
/// other way.</summary>
/// <param name="environ">The request, as a dictionary that the app may change freely.</param>
/// <param name="startResponse">To be called before the first block that is not empty is produced.</param>
/// <returns>The response body, never null; the host closes it (<see cref="IAsyncDisposable.DisposeAsync"/>) exactly once.</returns>
/// <example>
/// <code>
/// static async ValueTask&lt;IAsyncEnumerable&lt;ReadOnlyMemory&lt;byte&gt;&gt;&gt; AppAsync(Environ environ, StartResponse startResponse)
/// {
///     var text = await File.ReadAllTextAsync("greeting.txt", environ.RequestAborted);
///     startResponse("200 OK", [("Content-Type", "text/plain")]);
///     return Body.Text(text);
/// }
/// </code>
/// </example>
public delegate ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> AsyncGatewayApp(Environ environ, StartResponse startResponse);
