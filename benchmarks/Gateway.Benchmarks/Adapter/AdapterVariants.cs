using Gateway.Benchmarks.Apps;
using Gateway.Benchmarks.Reporting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Benchmarks.Adapter;

/// <summary>What the adapter part compares.</summary>
internal static class AdapterVariants
{
    public const string Raw = "raw RequestDelegate";
    public const string RawAgain = "raw RequestDelegate, again";
    public const string MinimalApi = "minimal API";
    public const string Sync = "sync app, 3 keys";
    public const string Async = "async app, 3 keys";
    public const string RawBrowser = "raw, 12 request headers";
    public const string SyncBrowser = "sync app, 3 keys, 12 request headers";
    public const string Generator = "generator";
    public const string AsyncIterator = "async iterator";
    public const string PassThrough = "3 middlewares passing through";
    public const string AddHeader = "3 middlewares adding a header";
    public const string AppendHeader = "3 middlewares adding a header by With";
    public const string Enumerates = "app enumerating environ";
    public const string RawOrder = "raw, JSON of 10 fields";
    public const string Order = "sync app, JSON of 10 fields";
    public const string MinimalOrder = "minimal API, JSON of 10 fields";
    public const string Naive = "naive adapter, 3 keys";
    public const string RawRouted = "raw, /orders/1042";
    public const string Routed = "toolkit: Router, Request, Response, /orders/{id:int}";
    public const string MinimalRouted = "minimal API, /orders/{id:int}";
    public const string MinimalRoutedResult = "minimal API with TypedResults, /orders/{id:int}";
    public const int FewBlocks = 10;
    public const int ManyBlocks = 110;

    private static readonly byte[] s_block = new byte[64];

    public static readonly string[] Streamers = ["generator", "async iterator", "pushed body of known length"];

    public static IEnumerable<AdapterVariant> All()
    {
        yield return Hello(Raw, null, BarKind.Raw, server => server.Run(RawApps.Hello));
        yield return Hello(RawAgain, Raw, BarKind.Raw, server => server.Run(RawApps.Hello));
        yield return Hello(MinimalApi, Raw, BarKind.Other, server => server.MapGet("/", () => Payload.HelloText));
        yield return Hello(Sync, Raw, BarKind.Gateway, server => server.UseGatewayApp(GatewayApps.ThreeKeys));
        yield return Hello(Async, Raw, BarKind.Gateway, server => server.UseGatewayApp(GatewayApps.ThreeKeysAsync));
        yield return Hello("sync app, array of one block", Raw, BarKind.Gateway, server => server.UseGatewayApp(GatewayApps.ArrayOfOne));
        yield return Hello(Generator, Raw, BarKind.Gateway, server => server.UseGatewayApp(GatewayApps.Generator));
        yield return Hello(AsyncIterator, Raw, BarKind.Gateway, server => server.UseGatewayApp(GatewayApps.AsyncIterator));
        yield return Hello(PassThrough, Raw, BarKind.Gateway,
            server => server.UseGatewayApp(GatewayApps.Thrice(GatewayApps.ThreeKeys, GatewayApps.PassThrough)));
        yield return Hello(AddHeader, Raw, BarKind.Gateway,
            server => server.UseGatewayApp(GatewayApps.Thrice(GatewayApps.ThreeKeys, GatewayApps.AddHeader)));
        yield return Hello(AppendHeader, Raw, BarKind.Gateway,
            server => server.UseGatewayApp(GatewayApps.Thrice(GatewayApps.ThreeKeys, GatewayApps.AppendHeader)));
        yield return Hello(Enumerates, Raw, BarKind.Gateway, server => server.UseGatewayApp(GatewayApps.Enumerates));
        yield return Hello(Naive, Raw, BarKind.Other, server => server.Run(new NaiveAdapter(NaiveAdapter.Hello).InvokeAsync));

        yield return new(RawOrder, Raw, BarKind.Raw, Requests.Get, Payload.OrderText, server => server.Run(RawApps.Order));
        yield return new(Order, Raw, BarKind.Gateway, Requests.Get, Payload.OrderText, server => server.UseGatewayApp(GatewayApps.Order));
        yield return new(
            MinimalOrder, Raw, BarKind.Other, Requests.Get, Payload.OrderText, server => server.MapGet("/", () => Payload.Order));

        yield return new(RawRouted, null, BarKind.Raw, Requests.Order, Payload.OrderText, server => server.Run(RawApps.Order));
        yield return new("sync app, /orders/1042", RawRouted, BarKind.Gateway, Requests.Order, Payload.OrderText,
            server => server.UseGatewayApp(GatewayApps.Order));
        yield return new(
            Routed, RawRouted, BarKind.Gateway, Requests.Order, Payload.OrderText, server => server.UseGatewayApp(ToolkitApps.Orders()));
        yield return new("toolkit as a sync app, /orders/{id:int}", RawRouted, BarKind.Gateway, Requests.Order, Payload.OrderText,
            server => server.UseGatewayApp(ToolkitApps.Orders().ToSyncApp()));
        yield return new(MinimalRouted, RawRouted, BarKind.Other, Requests.Order, Payload.OrderText,
            server => server.MapGet("/orders/{id:int}", (int id) => Payload.OrderOf(id)));
        yield return new(MinimalRoutedResult, RawRouted, BarKind.Other, Requests.Order, Payload.OrderText,
            server => server.MapGet("/orders/{id:int}", (int id) => TypedResults.Json(Payload.OrderOf(id), PayloadJson.Default.Order)));

        yield return new(RawBrowser, null, BarKind.Raw, Requests.Browser, Payload.HelloText, server => server.Run(RawApps.Hello));
        yield return new(SyncBrowser, RawBrowser, BarKind.Gateway, Requests.Browser, Payload.HelloText,
            server => server.UseGatewayApp(GatewayApps.ThreeKeys));

        yield return new("raw, JSON of 10 KB", null, BarKind.Raw, Requests.Get, Payload.OrdersText, server => server.Run(RawApps.Orders));
        yield return new("sync app, JSON of 10 KB", "raw, JSON of 10 KB", BarKind.Gateway, Requests.Get, Payload.OrdersText,
            server => server.UseGatewayApp(GatewayApps.Orders));
        yield return new("minimal API, JSON of 10 KB", "raw, JSON of 10 KB", BarKind.Other, Requests.Get, Payload.OrdersText,
            server => server.MapGet("/", () => Payload.Orders));

        yield return new(
            "raw, upload of 10 KiB", null, BarKind.Raw, Requests.Upload, Payload.UploadText, server => server.Run(RawApps.Upload));
        yield return new("sync app, upload of 10 KiB", "raw, upload of 10 KiB", BarKind.Gateway, Requests.Upload, Payload.UploadText,
            server => server.UseGatewayApp(GatewayApps.Upload));
        yield return new("async app, upload of 10 KiB", "raw, upload of 10 KiB", BarKind.Gateway, Requests.Upload, Payload.UploadText,
            server => server.UseGatewayApp(GatewayApps.UploadAsync));

        foreach (var count in new[] { FewBlocks, ManyBlocks })
        {
            var raw = Blocks("raw", count);
            yield return Stream(raw, null, count, BarKind.Raw, server => server.Run(RawApps.Blocks(count, s_block)));
            yield return Stream(Blocks(Streamers[0], count), raw, count, BarKind.Gateway,
                server => server.UseGatewayApp(GatewayApps.Blocks(count, s_block)));
            yield return Stream(Blocks(Streamers[1], count), raw, count, BarKind.Gateway,
                server => server.UseGatewayApp(GatewayApps.BlocksAsync(count, s_block)));
            yield return Stream(Blocks(Streamers[2], count), raw, count, BarKind.Gateway,
                server => server.UseGatewayApp(GatewayApps.Pushes(count, s_block)));
        }
    }

    public static string Blocks(string shape, int count) => $"{shape}, {count} blocks";

    private static AdapterVariant Hello(string name, string? twin, BarKind kind, Action<WebApplication> configure) =>
        new(name, twin, kind, Requests.Get, Payload.HelloText, configure);

    private static AdapterVariant Stream(string name, string? twin, int count, BarKind kind, Action<WebApplication> configure) =>
        new(name, twin, kind, Requests.Get, new string('\0', count * s_block.Length), configure);
}
