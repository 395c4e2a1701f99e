namespace Gateway.Toolkit;

/// <summary>Options of <see cref="RewindableInput"/>.</summary>
public sealed class RewindableInputOptions
{
    /// <summary>How many bytes of a body are kept in memory; a larger one goes to a file. Default: 64 KiB.</summary>
    public int MemoryBytes { get; set; } = 64 * 1024;

    /// <summary>The most bytes a request body may have. Default: 30 000 000, as Kestrel's own limit.</summary>
    public long MaxBytes { get; set; } = 30_000_000;

    /// <summary>Where the temporary files are made, readable by this user only. Default: the system's folder for them.</summary>
    public string TempDirectory { get; set; } = Path.GetTempPath();

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MemoryBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxBytes);
        if (!Directory.Exists(TempDirectory))
            throw new ArgumentException($"RewindableInputOptions.TempDirectory is '{TempDirectory}', which is not a folder.");
    }
}
