namespace Gateway;

/// <summary>An app written as an <c>async</c> iterator. Binds where an <see cref="AsyncGatewayApp"/> is taken;
/// <see cref="AppExtensions.ToAsync(AsyncIteratorApp)"/> makes it one.</summary>
/// <param name="environ">The request, as a dictionary that the app may change freely.</param>
/// <param name="startResponse">To be called before the first block that is not empty is produced.</param>
/// <returns>The response body, never null; the host closes it exactly once.</returns>
public delegate IAsyncEnumerable<ReadOnlyMemory<byte>> AsyncIteratorApp(Environ environ, StartResponse startResponse);
