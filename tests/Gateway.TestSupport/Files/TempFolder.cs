namespace Gateway.TestSupport;

/// <summary>A new folder that is deleted with the test.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>The full path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("gateway-test-").FullName;

    /// <summary>The full path of a file in the folder, whether it exists or not.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, and creates the folders above it.</summary>
    /// <returns>The full path of the file.</returns>
    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
