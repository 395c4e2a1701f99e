using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

public sealed class AdvisoriesPageTests
{
    [Fact]
    public void The_page_of_advisories_is_up_to_date()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Gateway.sln")))
            root = root.Parent.ShouldNotBeNull();
        var path = Path.Combine(root.FullName, "docs", "advisories.md");
        var (page, count) = AdvisoriesPage.Make(root.FullName);
        if (Environment.GetEnvironmentVariable("GATEWAY_UPDATE_DOCS") == "1")
            File.WriteAllText(path, page);

        count.ShouldBeGreaterThanOrEqualTo(35);
        File.ReadAllText(path).ShouldBe(page, $"Run: {AdvisoriesPage.Command}");
    }
}
