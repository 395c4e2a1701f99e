namespace SeveralApps;

/// <summary>A route as the toolkit's router describes it.</summary>
public sealed record TableRow(string Method, string Template, string? Name, string Handler);
