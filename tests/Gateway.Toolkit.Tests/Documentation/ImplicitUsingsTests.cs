using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Gateway.Toolkit.Tests;

/// <summary>A Web project has usings that nobody wrote. The names of the toolkit need no alias there.</summary>
public class ImplicitUsingsTests
{
    // As Microsoft.NET.Sdk.Web has them, with those of Microsoft.NET.Sdk.
    private static readonly HashSet<string> Namespaces =
    [
        "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting",
        "Microsoft.Extensions.Logging",
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Net.Http.Json", "System.Threading",
        "System.Threading.Tasks",
        "Microsoft.AspNetCore.HttpOverrides", "Microsoft.Net.Http.Headers",
    ];

    [Fact]
    public void No_type_has_the_name_of_one_that_a_web_project_sees()
    {
        var seen = new[] { typeof(HttpContext).Assembly.Location, typeof(object).Assembly.Location }
            .SelectMany(assembly => Directory.EnumerateFiles(Path.GetDirectoryName(assembly)!, "*.dll"))
            .Where(IsManaged)
            .SelectMany(path => Assembly.Load(AssemblyName.GetAssemblyName(path)).GetExportedTypes())
            .Where(type => Namespaces.Contains(type.Namespace ?? ""))
            .Select(type => type.Name)
            .ToHashSet(StringComparer.Ordinal);

        seen.ShouldContain("CookieOptions");
        seen.ShouldContain("HttpClient");
        typeof(Request).Assembly.GetExportedTypes().Select(type => type.Name).Where(seen.Contains).ShouldBeEmpty();
    }

    private static bool IsManaged(string path)
    {
        try
        {
            AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
