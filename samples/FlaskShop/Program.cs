using FlaskShop;
using Gateway.Python;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddPythonApp("shop:app", options =>
{
    options.Directory = Path.Combine(AppContext.BaseDirectory, "shop");
    builder.Configuration.GetSection("Shop").Bind(options);
});

await using var site = builder.Build();
site.MapHealthChecks("/health");
site.MapGatewayApp("/stock", Stock.App); // Written anew in C#.
site.MapGatewayApp("/shop", SignIn.Around(site.Services.GetRequiredService<PythonApp>())); // The Flask app, as it is.
await site.RunAsync();
