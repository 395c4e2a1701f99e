using System.Diagnostics;
using Gateway.Cgi.Tests.Support;

namespace Gateway.Cgi.Tests.Servers;

/// <summary>The test program as a CGI program that a web server's user can run, wherever the repository is.</summary>
internal sealed class CgiProgram : IDisposable
{
    private static readonly string[] Files =
        ["Gateway.Cgi.Tests.dll", "Gateway.Cgi.Tests.runtimeconfig.json", "Gateway.Cgi.dll", "Gateway.Hosting.dll",
            "Gateway.Abstractions.dll"];

    public CgiProgram()
    {
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
        foreach (var file in Files)
            File.Copy(System.IO.Path.Combine(AppContext.BaseDirectory, file), System.IO.Path.Combine(Folder, file));

        // Tests are run by dotnet itself.
        File.WriteAllText(Path, $"#!/bin/sh\nexec {Environment.ProcessPath} {Folder}/{Files[0]}\n");
        File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("gateway-cgi").FullName;

    public string Path => System.IO.Path.Combine(Folder, "hello");

    /// <summary>Starts it as a web server would, with these meta-variables.</summary>
    public Process Start(CgiRequest request)
    {
        var start = new ProcessStartInfo(
            Path) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in request.Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
