namespace SeveralApps;

/// <summary>Lists its routes as the toolkit's router does.</summary>
public sealed record Table(IReadOnlyList<TableRow> Routes);
