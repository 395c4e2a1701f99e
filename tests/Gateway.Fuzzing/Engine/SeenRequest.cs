namespace Gateway.Fuzzing.Engine;

/// <summary>A request as the first middleware saw it.</summary>
/// <param name="Method">Decides, with the status, whether the response has a body.</param>
/// <param name="Protocol">Decides whether it may be chunked.</param>
/// <param name="Path">What the app must not see differently.</param>
/// <param name="HasBody">Then the input may have ended inside it; to Kestrel, such a client has gone and is owed no answer.</param>
internal sealed record SeenRequest(string Method, string Protocol, string Path, bool HasBody);
