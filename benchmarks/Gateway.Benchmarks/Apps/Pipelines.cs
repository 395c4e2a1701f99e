using Gateway.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Benchmarks.Apps;

/// <summary>The servers that run in a process of their own, by the name on its command line.</summary>
internal static class Pipelines
{
    public const int BlockingMilliseconds = 100;
    public const string NeighbourPath = "/neighbour";

    private static readonly byte[] s_kilobyte = new byte[1024];
    private static readonly byte[] s_large = new byte[64 * 1024];

    public static readonly IReadOnlyDictionary<string, Action<WebApplication>> All = new Dictionary<string, Action<WebApplication>>
    {
        ["raw"] = server => server.Run(RawApps.Hello),
        ["minimal"] = server => server.MapGet("/", () => Payload.HelloText),
        ["sync"] = server => server.UseGatewayApp(GatewayApps.ThreeKeys),
        ["async"] = server => server.UseGatewayApp(GatewayApps.ThreeKeysAsync),
        ["generator"] = server => server.UseGatewayApp(GatewayApps.Generator),
        ["middlewares"] = server => server.UseGatewayApp(GatewayApps.Thrice(GatewayApps.ThreeKeys, GatewayApps.PassThrough)),
        ["enumerates"] = server => server.UseGatewayApp(GatewayApps.Enumerates),
        ["naive"] = server => server.Run(new NaiveAdapter(NaiveAdapter.Hello).InvokeAsync),
        ["streaming"] = MapStreaming,
        ["idle-raw"] = server =>
        {
            server.UseWebSockets();
            server.Map("/", RawApps.Hello);
            server.Map("/socket", WaitingApps.RawSocket);
            server.Map("/events", WaitingApps.RawEvents);
        },
        ["idle-gateway"] = server =>
        {
            server.UseWebSockets();
            server.MapGatewayApp("/socket", WaitingApps.Socket);
            server.MapGatewayApp("/events", WaitingApps.Events);
            server.MapGatewayApp("/", GatewayApps.ThreeKeys);
        },
        ["blocking-gateway"] = server =>
        {
            server.MapGatewayApp(NeighbourPath, GatewayApps.ThreeKeysAsync);
            server.MapGatewayApp("/", StreamingApps.Sleep);
        },
        ["blocking-naive"] = server =>
        {
            server.MapGatewayApp(NeighbourPath, GatewayApps.ThreeKeysAsync);
            server.Map("/{**path}", new NaiveAdapter(StreamingApps.SleepNaively, hops: false).InvokeAsync);
        },
    };

    // One server for all of it, so that every twin has the same process, as warm as the other's.
    private static void MapStreaming(WebApplication server)
    {
        server.Map("/raw/1k", RawApps.Blocks(1000, s_kilobyte));
        server.Map("/raw/64k", RawApps.Blocks(16, s_large));
        server.Map("/raw/file", context =>
        {
            var path = context.Request.Query["path"].ToString();
            context.Response.ContentLength = new FileInfo(path).Length;
            return context.Response.SendFileAsync(path);
        });
        server.Map("/raw/upload", RawApps.Upload);
        server.Map("/raw/events", StreamingApps.RawEvents);
        server.Map("/raw/endless", StreamingApps.RawEndless);

        server.MapGatewayApp("/generator/1k", GatewayApps.Blocks(1000, s_kilobyte));
        server.MapGatewayApp("/generator/64k", GatewayApps.Blocks(16, s_large));
        server.MapGatewayApp("/iterator/1k", GatewayApps.BlocksAsync(1000, s_kilobyte));
        server.MapGatewayApp("/iterator/64k", GatewayApps.BlocksAsync(16, s_large));
        server.MapGatewayApp("/pushed/1k", GatewayApps.Pushes(1000, s_kilobyte));
        server.MapGatewayApp("/gateway/file", StreamingApps.SendFile);
        server.MapGatewayApp("/sync/upload", GatewayApps.Upload);
        server.MapGatewayApp("/async/upload", GatewayApps.UploadAsync);
        server.MapGatewayApp("/gateway/events", StreamingApps.Events);
        server.MapGatewayApp("/generator/endless", StreamingApps.Endless);
        server.MapGatewayApp("/iterator/endless", StreamingApps.EndlessAsync);

        server.Map("/naive/1k", new NaiveAdapter(NaiveAdapter.Blocks(1000, s_kilobyte)).InvokeAsync);
        server.Map("/naive/64k", new NaiveAdapter(NaiveAdapter.Blocks(16, s_large)).InvokeAsync);
    }
}
