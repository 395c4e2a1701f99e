using MixedHost;

await using var site = Site.Build(WebApplication.CreateBuilder(args));
await site.RunAsync();
