using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace Production.Tests;

/// <summary>The parts of <c>compose.yaml</c> fit each other, the image and the configuration of nginx.
/// No Docker engine runs it here.</summary>
public sealed class ComposeTests
{
    private static readonly ComposeFile Compose = ComposeFile.Read();

    private static readonly string[] Instances = ["one", "two"];

    [Fact]
    public void Two_equal_instances_stand_behind_nginx_with_PostgreSQL_and_Redis()
    {
        ComposeFile.Texts(Compose.Services).ShouldBe(["nginx", "one", "two", "postgres", "redis"]);
        Compose.Service("two").ShouldBe(Compose.Service("one"));
    }

    [Fact]
    public void Every_dependency_is_a_service_with_a_health_check()
    {
        foreach (var (name, service) in Compose.Services.Children)
        {
            if (!((YamlMappingNode)service).Children.ContainsKey("depends_on"))
                continue;
            foreach (var (needed, condition) in ComposeFile.Map(service, "depends_on").Children)
            {
                ComposeFile.Text(condition["condition"]).ShouldBe("service_healthy");
                var isChecked = Instances.Contains(ComposeFile.Text(needed))
                    ? Dockerfile.Contains("\nHEALTHCHECK ", StringComparison.Ordinal)
                    : Compose.Service(ComposeFile.Text(needed)).Children.ContainsKey("healthcheck");
                isChecked.ShouldBeTrue($"{name} waits for the health of {needed}");
            }
        }
    }

    [Fact]
    public void Every_host_that_an_instance_is_told_is_a_service()
    {
        var environment = Compose.Environment("one");

        Regex.Match(environment["ConnectionStrings__Articles"], "Host=([^;]+)").Groups[1].Value.ShouldBe("postgres");
        environment["ConnectionStrings__Redis"].ShouldBe("redis:6379");
        var postgres = Compose.Environment("postgres");
        environment["ConnectionStrings__Articles"].ShouldContain($"Username={postgres["POSTGRES_USER"]};");
        environment["ConnectionStrings__Articles"].ShouldContain($"Password={postgres["POSTGRES_PASSWORD"]};");
        environment["ConnectionStrings__Articles"].ShouldEndWith($"Database={postgres["POSTGRES_DB"]}");
    }

    [Fact]
    public void The_proxy_is_trusted_in_the_network_of_the_services_alone()
    {
        var subnet = ComposeFile.Text(ComposeFile.Map(ComposeFile.Map(Compose.Top("networks"), "default"), "ipam")["config"][0]["subnet"]);

        Compose.Environment("one")["Proxy__Trusted"].ShouldBe(IPNetwork.Parse(subnet).ToString());
    }

    [Fact]
    public void Ports_are_those_of_the_image_and_only_nginx_is_published()
    {
        var environment = Compose.Environment("one");
        Dockerfile.ShouldContain($"ENV ASPNETCORE_HTTP_PORTS={environment["ASPNETCORE_HTTP_PORTS"]}\n");
        Dockerfile.ShouldContain($"ENV Metrics__Port={environment["Metrics__Port"]}\n");
        Dockerfile.ShouldContain($"EXPOSE {environment["ASPNETCORE_HTTP_PORTS"].Replace(';', ' ')}\n");

        Compose.Services.Children.Where(service => ((YamlMappingNode)service.Value).Children.ContainsKey("ports"))
            .Select(service => ComposeFile.Text(service.Key)).ShouldBe(["nginx"]);
        var published = ComposeFile.Texts(Compose.Service("nginx")["ports"]).Single().Split(':');
        Nginx.ShouldContain($"listen {published[1]};");
        foreach (var instance in Instances)
            Nginx.ShouldContain($"server {instance}:{environment["ASPNETCORE_HTTP_PORTS"].Split(';')[0]} ");
    }

    [Fact]
    public void Every_file_and_volume_exists()
    {
        var mounts = Compose.Services.Children.Values.OfType<YamlMappingNode>()
            .Where(service => service.Children.ContainsKey("volumes")).SelectMany(service => ComposeFile.Texts(service["volumes"]))
            .Select(mount => mount.Split(':')[0]).ToList();

        foreach (var mount in mounts.Where(mount => mount.StartsWith("./", StringComparison.Ordinal)))
            File.Exists(Repository.PathOf($"{ComposeFile.Folder}/{mount}")).ShouldBeTrue(mount);
        mounts.Where(mount => !mount.StartsWith("./", StringComparison.Ordinal)).ShouldBe(ComposeFile.Texts(Compose.Top("volumes")));
        var build = ComposeFile.Map(Compose.Service("one"), "build");
        Path.GetFullPath(Repository.PathOf($"{ComposeFile.Folder}/{ComposeFile.Text(build["context"])}")).ShouldBe(Repository.Root);
        File.Exists(Repository.PathOf(ComposeFile.Text(build["dockerfile"]))).ShouldBeTrue();
    }

    [Fact]
    public void The_time_to_stop_is_longer_than_what_the_instance_may_take()
    {
        var environment = Compose.Environment("one");
        var delay = TimeSpan.Parse(environment["Gateway__Timeouts__ShutdownDelay"], null);
        var grace = TimeSpan.FromSeconds(int.Parse(ComposeFile.Text(Compose.Service("one")["stop_grace_period"]).TrimEnd('s'), null));

        grace.ShouldBeGreaterThan(delay + new Microsoft.Extensions.Hosting.HostOptions().ShutdownTimeout);
    }

    [Fact]
    public void The_settings_are_those_that_the_sample_reads()
    {
        var environment = Compose.Environment("one")
            .ToDictionary(entry => entry.Key.Replace("__", ":", StringComparison.Ordinal), entry => (string?)entry.Value);
        var settings = new SiteSettings(new ConfigurationBuilder().AddInMemoryCollection(environment).Build());

        settings.RequestsPerWindow.ShouldBe(200);
        settings.Window.ShouldBe(TimeSpan.FromSeconds(10));
        settings.Proxies.Count.ShouldBe(1);
    }

    private static string Dockerfile { get; } = Repository.Read($"{ComposeFile.Folder}/Dockerfile");

    private static string Nginx { get; } = Repository.Read($"{ComposeFile.Folder}/nginx.conf");
}
