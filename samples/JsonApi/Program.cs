using JsonApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

var builder = WebApplication.CreateSlimBuilder([.. args.Except([HealthProbe.Argument])]);
if (args.Contains(HealthProbe.Argument))
    return await HealthProbe.RunAsync(builder.Configuration);

var root = builder.Environment.ContentRootPath;
var storePath = Path.GetFullPath(builder.Configuration["Store:Path"] ?? "data/articles.db", root);
var pemPath = Path.GetFullPath(
    builder.Configuration["DevelopmentCertificate:Path"] ?? Path.Combine(Path.GetDirectoryName(storePath)!, "localhost.pem"), root);
var proxies = TrustedProxy.ParseNetworks(builder.Configuration["Proxy:Trusted"]);

builder.WebHost.UseKestrelHttpsConfiguration();
if (builder.Environment.IsDevelopment() && !builder.Configuration.GetSection("Kestrel:Certificates:Default").Exists())
    builder.UseDevelopmentCertificate(pemPath);

// By the container, so that it closes the database after the last request.
builder.Services.AddSingleton(_ => Database.Of(builder.Configuration.GetConnectionString("Articles"), storePath));

// What is in flight at SIGTERM may finish, within the 30 seconds that orchestrators commonly allow.
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));

// A fault of the app is a problem+json as well: 500, without details outside Development.
builder.Services.AddProblemDetails();

await using var app = builder.Build();
var database = app.Services.GetRequiredService<Database>();
await app.MigrateAsync(database);
app.UseExceptionHandler();
app.UseGatewayApp(ArticleApi.Create(new ArticleStore(database), proxies));
if (app.Environment.IsDevelopment())
    app.ShowHowToTrust(pemPath);

await app.RunAsync();
return 0;
