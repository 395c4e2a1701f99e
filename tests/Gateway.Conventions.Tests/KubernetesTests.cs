using System.Globalization;
using Gateway.TestSupport;
using k8s;
using k8s.Models;

namespace Gateway.Conventions.Tests;

/// <summary>deploy/kubernetes: every field is one that the API has, and the parts fit together and fit the tool.</summary>
public sealed class KubernetesTests
{
    private static readonly List<object> Objects = KubernetesYaml.LoadAllFromString(
        Repository.Read("deploy/kubernetes/gateway.yaml"), strict: true);

    private static V1Deployment Deployment => Objects.OfType<V1Deployment>().Single();

    private static V1PodSpec Pod => Deployment.Spec.Template.Spec;

    private static V1Container Container => Pod.Containers.Single();

    [Fact]
    public void Each_kind_that_the_page_names_is_there() =>
        Objects.Select(item => item.GetType()).ShouldBe(
            [typeof(V1Deployment), typeof(V1Service), typeof(V1PodDisruptionBudget), typeof(V2HorizontalPodAutoscaler)]);

    [Fact]
    public void Unknown_fields_are_found_by_the_schema() =>
        Should.Throw<Exception>(() => KubernetesYaml.LoadAllFromString("apiVersion: v1\nkind: Service\nspec:\n  port: 80\n", strict: true));

    [Fact]
    public void Every_selector_finds_the_pods()
    {
        var labels = Deployment.Spec.Template.Metadata.Labels;

        Deployment.Spec.Selector.MatchLabels.ShouldBeSubsetOf(labels);
        Objects.OfType<V1Service>().Single().Spec.Selector.ShouldBeSubsetOf(labels);
        Objects.OfType<V1PodDisruptionBudget>().Single().Spec.Selector.MatchLabels.ShouldBeSubsetOf(labels);
        Objects.OfType<V2HorizontalPodAutoscaler>().Single().Spec.ScaleTargetRef.Name.ShouldBe(Deployment.Metadata.Name);
    }

    [Fact]
    public void Probes_and_ports_are_those_that_the_tool_is_told()
    {
        var port = Container.Ports.Single(port => port.Name == "http");

        Argument("bind").ShouldBe($"http://*:{port.ContainerPort}");
        Argument("metrics").ShouldBe($"*:{Container.Ports.Single(port => port.Name == "metrics").ContainerPort}");
        Container.ReadinessProbe.HttpGet.Path.ShouldBe(Argument("health") + "/ready");
        Container.LivenessProbe.HttpGet.Path.ShouldBe(Argument("health") + "/live");
        Container.StartupProbe.HttpGet.Path.ShouldBe(Argument("health") + "/live");
        Objects.OfType<V1Service>().Single().Spec.Ports.Single().TargetPort.Value.ShouldBe(port.Name);
    }

    [Fact]
    public void Every_argument_is_an_option_of_the_tool()
    {
        var page = Repository.Read("docs/tool.md");

        foreach (var argument in Container.Args.Where(argument => argument.StartsWith("--", StringComparison.Ordinal)))
            page.ShouldContain($"| `{argument.Split('=')[0]} ");
    }

    [Fact]
    public void The_grace_period_is_longer_than_the_delay_and_the_graceful_timeout()
    {
        var (delay, graceful) = (Seconds("shutdown-delay"), Seconds("graceful-timeout"));

        Pod.TerminationGracePeriodSeconds!.Value.ShouldBeGreaterThan(delay + graceful);
        var noticed = Container.ReadinessProbe.PeriodSeconds!.Value * Container.ReadinessProbe.FailureThreshold!.Value;
        noticed.ShouldBeLessThan(delay, "The delay begins before the probe notices it.");
    }

    [Fact]
    public void The_autoscaler_reads_a_metric_that_the_dashboard_reads_too()
    {
        var metric = Objects.OfType<V2HorizontalPodAutoscaler>().Single().Spec.Metrics.Single().Pods.Metric.Name;

        Repository.Read("deploy/grafana/gateway.json").ShouldContain($"({metric}{{");
    }

    [Fact]
    public void The_container_has_no_rights_that_it_does_not_need()
    {
        Pod.SecurityContext.RunAsNonRoot.ShouldBe(true);
        Pod.AutomountServiceAccountToken.ShouldBe(false);
        Container.SecurityContext.ReadOnlyRootFilesystem.ShouldBe(true);
        Container.SecurityContext.AllowPrivilegeEscalation.ShouldBe(false);
        Container.SecurityContext.Capabilities.Drop.ShouldBe(["ALL"]);
    }

    private static int Seconds(string name) => int.Parse(Argument(name), CultureInfo.InvariantCulture);

    private static string Argument(string name) =>
        Container.Args.Single(argument => argument.StartsWith($"--{name}=", StringComparison.Ordinal))[(name.Length + 3)..];
}
