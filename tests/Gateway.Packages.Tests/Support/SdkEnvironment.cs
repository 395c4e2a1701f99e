using System.Reflection;
using System.Runtime.InteropServices;

namespace Gateway.Packages.Tests.Support;

/// <summary>An SDK that keeps what it learns, installs and downloads in one folder, and takes what the solution has restored from
/// there.</summary>
internal static class SdkEnvironment
{
    /// <summary>The variables that make it so.</summary>
    /// <param name="folder">The full path of the folder.</param>
    public static (string Name, string Value)[] Below(string folder) =>
    [
        ("DOTNET_CLI_HOME", Path.Combine(folder, "home")),
        ("NUGET_PACKAGES", Path.Combine(folder, "cache")),
        ("NUGET_FALLBACK_PACKAGES", Metadata("NuGetPackageRoot")),
        ("MSBUILDDISABLENODEREUSE", "1"),
        ("DOTNET_ROOT", Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."))),
        ("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false"),
        ("DOTNET_NOLOGO", "true"),
    ];

    private static string Metadata(string key) =>
        typeof(SdkEnvironment).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
