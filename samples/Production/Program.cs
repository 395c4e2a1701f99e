using JsonApi;
using Production;

var builder = WebApplication.CreateBuilder([.. args.Except([HealthProbe.Argument])]);
if (args.Contains(HealthProbe.Argument))
    return await HealthProbe.RunAsync(builder.Configuration);

var settings = new SiteSettings(builder.Configuration);
builder.Services.AddGateway(builder.Configuration.GetSection("Gateway"));
builder.Services.AddTelemetry(builder.Configuration);
builder.Services.AddRedis(builder.Configuration);
var storePath = Path.GetFullPath(builder.Configuration["Store:Path"] ?? "data/articles.db", builder.Environment.ContentRootPath);
builder.Services.AddSingleton(_ => Database.Of(builder.Configuration.GetConnectionString("Articles"), storePath));
builder.Services.AddSingleton<ArticleStore>();
builder.Services.AddHealthChecks().AddGateway()
    .AddCheck<RedisHealth>("redis", timeout: HealthTimeout.Limit)
    .AddCheck<DatabaseHealth>("database", timeout: HealthTimeout.Limit);

await using var app = builder.Build();
await app.MigrateAsync(app.Services.GetRequiredService<Database>());
app.UseMetricsPage();

// Liveness is where the container's health check asks: Docker, unlike Kubernetes, knows no other kind.
app.MapGatewayHealth("/healthz/ready", "/healthz");
app.UseGatewayApp(ArticleSite.Create(app.Services, settings));
await app.RunAsync();
return 0;
