using System.Net;
using Gateway.AspNetCore;
using Gateway.Fuzzing.InMemory;
using Gateway.Fuzzing.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Fuzzing.Engine;

/// <summary>A real Kestrel on an in-memory transport, serving one app to one connection at a time.</summary>
internal sealed class FuzzHost : IAsyncDisposable
{
    // Only a safety net: nothing here waits for time to pass.
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(60);

    private readonly WebApplication _application;
    private readonly MemoryTransport _transport;
    private readonly ExceptionSink _sink;

    private FuzzHost(FuzzProfile profile, WebApplication application, MemoryTransport transport, ExceptionSink sink) =>
        (Profile, _application, _transport, _sink) = (profile, application, transport, sink);

    public FuzzProfile Profile { get; }

    /// <summary>The iteration under way.</summary>
    public FuzzCase Case { get; private set; } = new(0, 0);

    public static async Task<FuzzHost> StartAsync(FuzzProfile profile, Func<FuzzHost, GatewayApp> createApp)
    {
        var (transport, sink) = (new MemoryTransport(), new ExceptionSink());
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders().AddProvider(sink).SetMinimumLevel(LogLevel.Debug);

        // Here, and not on builder.Services: only so it comes after the socket transport, which would win.
#pragma warning disable ASP0012
        builder.WebHost.ConfigureServices(services =>
        {
            services.RemoveAll<IConnectionListenerFactory>();
            services.AddSingleton<IConnectionListenerFactory>(transport);
        });
#pragma warning restore ASP0012
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, MemoryTransport.Port, listen => listen.Protocols = HttpProtocols.Http1));

        var application = builder.Build();
        var host = new FuzzHost(profile, application, transport, sink);
        application.Use((context, next) =>
        {
            host.Case.Requests.Add(
                new(context.Request.Method, context.Request.Protocol, context.Request.PathBase.Value + context.Request.Path.Value,
                    context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true));
            return next(context);
        });
        host.Mount(createApp(host));
        await application.StartAsync();
        return host;
    }

    /// <summary>Runs one connection to its end and checks everything that holds for every connection.</summary>
    /// <exception cref="FuzzFailure">Something does not hold.</exception>
    public async Task<IReadOnlyList<WireResponse>> RunAsync(FuzzTarget target, FuzzCase fuzzCase, byte[] input, bool leaves = false)
    {
        Case = fuzzCase;
        fuzzCase.MayBeCut |= leaves;
        MemoryExchange? exchange = null;
        try
        {
            exchange = await _transport.Connect().ExchangeAsync(Pieces(input, fuzzCase.Random), leaves).WaitAsync(Watchdog);
            foreach (var logged in _sink.Take())
                ExceptionRules.Check(logged, leaves);
            var responses = WireParser.Parse(exchange.Bytes, fuzzCase);
            if (!leaves && !fuzzCase.MayBeCut && !fuzzCase.IsUpgraded
                && responses.Count < fuzzCase.Requests.Count - (fuzzCase.Requests is [.., { HasBody: true }] ? 1 : 0))
                throw new WireViolation($"{fuzzCase.Requests.Count} requests reached the pipeline and {responses.Count} were answered");
            if (fuzzCase.Violations.TryDequeue(out var violation))
                throw new WireViolation(violation);
            return responses;
        }
        catch (TimeoutException)
        {
            throw Failure("The connection did not end though its input had.");
        }
        catch (WireViolation problem)
        {
            throw Failure(problem.Message);
        }

        FuzzFailure Failure(string problem) =>
            FuzzFailure.Of(target.Name, fuzzCase.Iteration, problem,
                $"{Escaping.Escape(input)}\nprofile: {Profile}\noutput: {Escaping.Escape(exchange?.Bytes)}");
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private void Mount(GatewayApp app)
    {
        if (Profile.Prefix.Length > 0 && Profile.IsAsync)
            _application.MapGatewayApp(Profile.Prefix, Lift(app), Configure);
        else if (Profile.Prefix.Length > 0)
            _application.MapGatewayApp(Profile.Prefix, app, Configure);
        else if (Profile.IsAsync)
            _application.UseGatewayApp(Lift(app), Configure);
        else
            _application.UseGatewayApp(app, Configure);

        void Configure(GatewayOptions options) =>
            (options.Requests.HeaderNames, options.Requests.PathDecoding) = (Profile.HeaderNames, Profile.PathDecoding);
    }

    private static AsyncGatewayApp Lift(GatewayApp app) => async (environ, startResponse) =>
    {
        await Task.Yield();
        return await app.ToAsync()(environ, startResponse);
    };

    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(byte[] input, Random random)
    {
        if (random.Chance(50))
            return [input];
        var cuts = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(input.Length + 1)).Append(input.Length).Order();
        var start = 0;
        var pieces = new List<ReadOnlyMemory<byte>>();
        foreach (var cut in cuts)
        {
            pieces.Add(input.AsMemory(start, cut - start));
            start = cut;
        }

        return pieces;
    }
}
