using System.Net;
using System.Text.Json;
using Gateway.TestSupport;

namespace Gateway.Conventions.Tests;

/// <summary>docs/operations/dashboard.svg is what tests/stress/dashboard has drawn last.</summary>
public sealed class DashboardPictureTests
{
    [Fact]
    public void The_picture_shows_every_panel_of_the_dashboard_with_numbers()
    {
        using var dashboard = JsonDocument.Parse(Repository.Read("deploy/grafana/gateway.json"));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Select(panel => panel.GetProperty("title").GetString()!).ToList();
        var drawn = Repository.Read("docs/operations/dashboard.svg").Split("<g transform=").Skip(1).ToList();

        drawn.Count.ShouldBe(panels.Count);
        foreach (var (title, picture) in panels.Zip(drawn))
        {
            picture.ShouldContain($">{WebUtility.HtmlEncode(title)}</text>");
            picture.ShouldContain("<polyline ", customMessage: title);
        }
    }
}
