using Gateway.AspNetCore;
using Gateway.Toolkit;

GatewayServer.Run(Site.Create("links.db", CookieSigner.WithRandomKey()), args: args);
