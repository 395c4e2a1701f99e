namespace Gateway.Toolkit;

/// <summary>A file, which is looked at anew for each request: it may have changed.</summary>
internal sealed class FileSource(string path) : IBodySource
{
    public Body Open(Environ environ) => Body.File(path);
}
