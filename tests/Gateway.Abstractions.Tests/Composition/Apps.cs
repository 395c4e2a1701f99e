namespace Gateway.Composition;

/// <summary>Apps small enough to see through.</summary>
internal static class Apps
{
    /// <summary>Answers with the status and a text.</summary>
    public static AsyncGatewayApp Answer(string status, string text = "") => (_, startResponse) =>
    {
        startResponse(status, [("X-Text", text)]);
        return new(Body.Text(text));
    };

    /// <summary>Answers 200 with SCRIPT_NAME and PATH_INFO.</summary>
    public static AsyncGatewayApp TellPath(string name = "") => (environ, startResponse) =>
    {
        startResponse("200 OK", []);
        return new(Body.Text($"{name}[{environ.ScriptName}][{environ.PathInfo}]"));
    };

    /// <summary>Answers with a body of the caller's, after start_response or, where the body does that, without.</summary>
    public static AsyncGatewayApp Return(string? status, IAsyncEnumerable<ReadOnlyMemory<byte>> body) => (_, startResponse) =>
    {
        if (status is not null)
            startResponse(status, []);
        return new(body);
    };
}
