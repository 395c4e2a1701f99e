using System.Diagnostics;
using System.Text.Json;
using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Semantics;

/// <summary>The trace of a request (W3C Trace Context) goes on in the app.</summary>
[Requires(Support.Python.Program)]
public sealed class TraceTests(BehaviourFixture python) : IClassFixture<BehaviourFixture>
{
    private const string Sent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [RequiringFact]
    public async Task The_current_activity_is_the_parent_of_what_the_app_does()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        (await TraceParentAsync()).ShouldBe(activity.Id);
        (await TraceParentAsync(("traceparent", Sent))).ShouldBe(activity.Id);
    }

    [RequiringFact]
    public async Task Without_an_activity_the_header_passes_through()
    {
        Activity.Current = null;
        (await TraceParentAsync(("traceparent", Sent))).ShouldBe(Sent);
        (await TraceParentAsync()).ShouldBeNull();
    }

    private async Task<string?> TraceParentAsync(params (string, string)[] headers)
    {
        var response = await python.Plain.Send(new GatewayRequest("GET", "/environ_json") { Headers = headers });
        return JsonDocument.Parse(response.Bytes).RootElement.TryGetProperty("HTTP_TRACEPARENT", out var value) ? value.GetString() : null;
    }
}
