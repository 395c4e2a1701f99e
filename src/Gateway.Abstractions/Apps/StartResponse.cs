namespace Gateway;

/// <summary>Begins the response (PEP 3333, "The start_response() Callable"). Stores status and headers; nothing is sent yet.</summary>
/// <param name="status">Three digits from 200 to 599, a space, a reason: <c>"200 OK"</c>.</param>
/// <param name="headers">Sent in this order, repeats apart. Copied at the call: later changes have no effect.</param>
/// <param name="exception">PEP 3333's <c>exc_info</c>: the error that makes the app start over. Before anything was sent,
/// status and headers are replaced; afterwards it is thrown again with its stack, and the app must let it pass.</param>
/// <returns>PEP 3333's <c>write</c>, for code that cannot produce an iterable.</returns>
/// <exception cref="GatewayContractException">Status or headers break a rule, or it is a second call without
/// <paramref name="exception"/>.</exception>
/// <example>
/// <code>
/// startResponse("404 Not Found", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")]);
/// return Body.Text("There is nothing here.\n");
/// </code>
/// </example>
public delegate IBodyWriter StartResponse(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception = null);
