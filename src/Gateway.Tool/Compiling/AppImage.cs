namespace Gateway.Tool.Compiling;

/// <summary>The assembly of an app.</summary>
/// <param name="Path">The file of the assembly, whose folder has what the app depends on. A compiled single file may be in memory
/// only.</param>
/// <param name="Assembly">The contents; null to read the file.</param>
/// <param name="Symbols">The debugging symbols that belong to <paramref name="Assembly"/>.</param>
internal sealed record AppImage(string Path, byte[]? Assembly = null, byte[]? Symbols = null);
