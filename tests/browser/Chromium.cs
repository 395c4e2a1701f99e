using System.ComponentModel;
using System.Diagnostics;

namespace Gateway.Browser;

/// <summary>A browser without a window, with a profile of its own.</summary>
internal sealed class Chromium : IDisposable
{
    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("gateway-browser-");
    private readonly Process _process;

    public Chromium(params IEnumerable<string> arguments)
    {
        // In a container neither the sandbox nor /dev/shm has what it needs; only our own pages are opened.
        var start = new ProcessStartInfo(
            "chromium",
            ["--headless", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--no-proxy-server",
                $"--user-data-dir={_profile.FullName}", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            _profile.Delete();
            throw new InvalidOperationException(
                "There is no chromium. On Debian: apt-get install --no-install-recommends chromium", missing);
        }

        // Pipes that nobody reads fill up.
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static async Task<string> VersionAsync()
    {
        var start = new ProcessStartInfo("chromium", ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        return (await process.StandardOutput.ReadToEndAsync()).Trim();
    }

    public Task EndAsync() => _process.WaitForExitAsync();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A helper of the browser's may still be writing; the system clears its folder of temporary files.
        }
    }
}
