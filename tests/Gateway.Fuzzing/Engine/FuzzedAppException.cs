namespace Gateway.Fuzzing.Engine;

/// <summary>What an app under test throws on purpose.</summary>
internal sealed class FuzzedAppException() : Exception("The app fails on purpose.");
