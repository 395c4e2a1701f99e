namespace Gateway.Tool.Compiling;

/// <summary>The result of a compilation: an assembly, or errors, or neither where only the SDK can compile this.</summary>
internal sealed record CompilerOutput(byte[] Assembly, byte[] Symbols, IReadOnlyList<string> Errors)
{
    /// <summary>The input needs what only the SDK has.</summary>
    public static readonly CompilerOutput NeedsSdk = new([], [], []);

    /// <summary>A failed compilation, with the errors as the SDK prints them.</summary>
    public static CompilerOutput Failed(IReadOnlyList<string> errors) => new([], [], errors);
}
