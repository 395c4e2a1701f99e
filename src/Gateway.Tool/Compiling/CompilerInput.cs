namespace Gateway.Tool.Compiling;

/// <summary>The arguments of a compilation.</summary>
/// <param name="Folder">The folder that relative paths belong to.</param>
/// <param name="Arguments">The arguments as for <c>csc</c>, with the paths of sources and references.</param>
/// <param name="Sources">Further sources that are not in a file, by name.</param>
internal sealed record CompilerInput(string Folder, IReadOnlyList<string> Arguments, IReadOnlyList<(string Name, string Text)> Sources);
