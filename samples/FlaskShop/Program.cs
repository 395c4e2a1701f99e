using FlaskShop;
using Gateway;
using Gateway.Python;
using Microsoft.AspNetCore.Authentication.Cookies;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddPythonApp("shop:app", options =>
{
    options.Directory = Path.Combine(AppContext.BaseDirectory, "shop");
    builder.Configuration.GetSection("Shop").Bind(options);
});

await using var site = builder.Build();
site.UseAuthentication();
site.MapHealthChecks("/health");
site.MapPost("/sign-in/{user}", SignIn.As);
site.MapGatewayApp("/stock", SignIn.Around(((GatewayApp)Stock.App).ToAsync())); // Written anew in C#.
site.MapGatewayApp("/shop", SignIn.Around(site.Services.GetRequiredService<PythonApp>())); // The Flask app, as it is.
await site.RunAsync();
