namespace Gateway.Fakes;

/// <summary>The server's side of start_response: it remembers every call and block, and refuses a second start as a host does.</summary>
internal sealed class RecordedResponse : IBodyWriter
{
    private readonly List<byte> _written = [];

    public List<(string Status, IReadOnlyList<(string Name, string Value)> Headers, Exception? Exception)> Calls { get; } = [];

    public string? Status => Calls.Count == 0 ? null : Calls[^1].Status;

    public IReadOnlyList<(string Name, string Value)> Headers => Calls[^1].Headers;

    /// <summary>What went through write and, where <see cref="RunAsync"/> ran the app, through the body.</summary>
    public string Text => Blocks.Utf8([.. _written]);

    public IBodyWriter Start(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception = null)
    {
        if (Calls.Count > 0 && exception is null)
            throw new GatewayContractException("start_response was called a second time without an exception.");
        Calls.Add((status, headers, exception));
        return this;
    }

    public void Write(ReadOnlySpan<byte> block) => _written.AddRange(block);

    /// <summary>Calls the app, enumerates its body and closes both, in a host's order.</summary>
    public static async Task<RecordedResponse> RunAsync(AsyncGatewayApp app, Environ environ)
    {
        var response = new RecordedResponse();
        var body = await app(environ, response.Start);
        try
        {
            await foreach (var block in body)
                response.Write(block.Span);
        }
        finally
        {
            await Blocks.CloseAsync(body);
        }

        return response;
    }

    /// <summary>As <see cref="RunAsync(AsyncGatewayApp, Environ)"/>, synchronously.</summary>
    public static RecordedResponse Run(GatewayApp app, Environ environ)
    {
        var response = new RecordedResponse();
        var body = app(environ, response.Start);
        try
        {
            foreach (var block in body)
                response.Write(block.Span);
        }
        finally
        {
            (body as IDisposable)?.Dispose();
        }

        return response;
    }
}
