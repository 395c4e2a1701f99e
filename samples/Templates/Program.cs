using Gateway.AspNetCore;
using Templates;

var views = new Views(Path.Combine(AppContext.BaseDirectory, "Views"));
GatewayServer.Run(Site.Create(views), args: args);
