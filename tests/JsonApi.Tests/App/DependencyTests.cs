namespace JsonApi.Tests;

public sealed class DependencyTests
{
    [Fact]
    public void Only_Program_and_Hosting_name_ASP_NET_Core()
    {
        var offenders = Repository.Files("samples/JsonApi", "*.cs")
            .Where(file => file != "samples/JsonApi/Program.cs" && !file.StartsWith("samples/JsonApi/Hosting/", StringComparison.Ordinal))
            .Where(file => Repository.Read(file).Contains("AspNetCore", StringComparison.Ordinal));

        offenders.ShouldBeEmpty();
    }
}
