namespace Gateway.Differential;

/// <summary>What these apps throw.</summary>
internal sealed class AppFailure() : Exception("The app fails on purpose.");
