using System.Diagnostics;
using System.Net;
using Gateway.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

// An app is not in the namespace of its library.
namespace Example;

/// <summary>The examples of docs/middleware.md, word by word; run by
/// <see cref="Gateway.Toolkit.Tests.Documentation.MiddlewareExamplesTests"/>.</summary>
internal static class MiddlewareExamples
{
    internal static AsyncGatewayApp Site(TextWriter log, bool isDevelopment, CookieSigner signer, string assets, Router router)
    {
        var site = new GatewayPipeline()
            .Use(new ProxyFix())
            .Use(new RequestId())
            .Use(new AccessLog(log))
            .Use(new ErrorPages(options => options.ShowDetails = isDevelopment))
            .Use(new MaxBody(1_000_000))
            .Use(new Sessions(signer))
            .Map("/static", new FileServer(assets))
            .Run(router)
            .Build();
        return site;
    }

    internal static GatewayApp Each(GatewayApp app, AccessLogWriter log, bool isDevelopment, CookieSigner signer)
    {
        app = app.Use(new RewindableInput(options => options.MaxBytes = 5_000_000));
        app = app.Use(new MaxBody(1_000_000));
        app = app.Use(new Sessions(signer, options => options.IdleTimeout = TimeSpan.FromHours(8)));
        app = app.Use(new ErrorPages(options =>
        {
            options.ShowDetails = isDevelopment;
            options.Customize = (environ, exception, response) => exception is TimeoutException ? Response.Problem(504) : response;
        }));
        app = app.Use(new AccessLog(log, options => options.Format = AccessLogFormat.Json));
        app = app.Use(new RequestId(options => options.TrustReceived = false));
        app = app.Use(new ProxyFix(options =>
        {
            options.MaxHops = 2;
            options.TrustedNetworks.Add(IPNetwork.Parse("10.0.0.0/8"));
            options.Headers = ProxyHeaders.For | ProxyHeaders.Proto | ProxyHeaders.Host;
        }));
        return app;
    }

    internal static AsyncGatewayApp Files(string assets, GatewayApp app)
    {
        var files = new FileServer(assets, options =>
        {
            options.CacheRules.Add(("/js/*", "public, max-age=31536000, immutable"));
            options.ContentTypes[".glb"] = "model/gltf-binary";
        });
        var both = new GatewayPipeline().Cascade(files).Run(app).Build();
        return both;
    }

    internal static GatewayApp Protected(GatewayApp app, IServiceProvider services)
    {
        app = app.Use(new Sessions(new CookieSigner(services.GetRequiredService<IDataProtectionProvider>())));
        return app;
    }

    internal static FileServer WithTypesOfTheFramework(string assets)
    {
        var files = new FileServer(assets, options =>
        {
            foreach (var (extension, type) in new FileExtensionContentTypeProvider().Mappings)
                options.ContentTypes[extension] = type;
        });
        return files;
    }

    internal static Session SignIn(Environ environ)
    {
        var session = environ.Session();
        if (environ.PathInfo == "/sign-in")
        {
            session.Renew();
            session["user"] = "ada";
        }

        return session;
    }

    internal static AsyncGatewayApp Visits(IDistributedCache cache)
    {
        AsyncGatewayApp shared = async (environ, startResponse) =>
        {
            var session = await environ.SessionAsync();
            var visits = int.TryParse(session["visits"], out var count) ? count + 1 : 1;
            session["visits"] = $"{visits}";
            return Response.Text($"Visit {visits}").Send(environ, startResponse);
        };
        shared = shared.Use(new Sessions(cache));
        return shared;
    }

    internal sealed class ByteCounter(Environ environ) : BodyObserver
    {
        private long _bytes;

        public static AsyncGatewayApp Count(AsyncGatewayApp app) =>
            async (environ, startResponse) => Body.Observe(await app(environ, startResponse), new ByteCounter(environ));

        protected override void OnBytes(long count) => _bytes += count;

        protected override void OnClose() => environ.Errors.WriteLine($"{environ.PathInfo}: {_bytes} bytes");
    }

    internal sealed class ServerTiming : Middleware
    {
        protected override MiddlewareCall? Begin(Environ environ) => new Call(environ);

        private sealed class Call(Environ environ) : MiddlewareCall(environ, MiddlewareWatch.None)
        {
            private readonly long _started = Stopwatch.GetTimestamp();

            protected override IBodyWriter Start(
                StartResponse startResponse, string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception)
            {
                var duration = Stopwatch.GetElapsedTime(_started).TotalMilliseconds;
                return startResponse(status, headers.With("Server-Timing", $"app;dur={duration:0}"), exception);
            }
        }
    }
}
