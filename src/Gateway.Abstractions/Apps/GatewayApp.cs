namespace Gateway;

/// <summary>The application callable of PEP 3333: a function of an environ and a start_response, returning blocks of bytes.</summary>
/// <remarks>May be called many times, also concurrently. Code that awaits is an <see cref="AsyncGatewayApp"/> instead.</remarks>
/// <param name="environ">The request, as a dictionary that the app may change freely.</param>
/// <param name="startResponse">To be called before the first block that is not empty is produced.</param>
/// <returns>The response body, never null; the host closes it (<see cref="IDisposable.Dispose"/>) exactly once.</returns>
/// <example>
/// <code>
/// static IEnumerable&lt;ReadOnlyMemory&lt;byte&gt;&gt; App(Environ environ, StartResponse startResponse)
/// {
///     startResponse("200 OK", [("Content-Type", "text/plain")]);
///     return Body.Text($"You asked for {environ.PathInfo}\n");
/// }
/// </code>
/// </example>
public delegate IEnumerable<ReadOnlyMemory<byte>> GatewayApp(Environ environ, StartResponse startResponse);
