namespace Gateway.Tool.Compiling;

/// <summary>The result of a build with the SDK.</summary>
/// <param name="TargetPath">The assembly.</param>
/// <param name="Compilation">The input of the compiler; null where nobody asked for it, or where other projects have a part in the
/// build.</param>
internal sealed record SdkOutput(string TargetPath, CompilerInput? Compilation);
