namespace Gateway.AspNetCore;

/// <summary>A request in flight, as it was when it was asked for.</summary>
/// <param name="Age">The time since it reached the app's host.</param>
/// <param name="Method">The request method, as the client sent it.</param>
/// <param name="Path">The path, decoded and not escaped: escape it before it reaches a terminal or a log.</param>
/// <param name="Phase">How far it has come.</param>
/// <param name="ThreadId">The managed id of the thread that a synchronous app runs on; null where it occupies none.</param>
public sealed record GatewayRequestInfo(TimeSpan Age, string Method, string Path, GatewayRequestPhase Phase, int? ThreadId);
