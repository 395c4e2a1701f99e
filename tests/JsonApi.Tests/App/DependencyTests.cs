namespace JsonApi.Tests;

public sealed class DependencyTests
{
    [Fact]
    public void Only_Program_and_Hosting_name_ASP_NET_Core()
    {
        var sample = Repository.Path("samples/JsonApi");
        var offenders = Directory.EnumerateFiles(sample, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(sample, file).Replace('\\', '/'))
            .Where(file => file != "Program.cs" && !file.StartsWith("Hosting/", StringComparison.Ordinal) && !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(Path.Combine(sample, file)).Contains("AspNetCore", StringComparison.Ordinal));

        offenders.ShouldBeEmpty();
    }
}
