using System.Security.Cryptography;
using Gateway.AspNetCore;
using Gateway.Toolkit;
using Shortener;

GatewayServer.Run(Site.Create(new LinkStore("links.db"), new CookieSigner(RandomNumberGenerator.GetBytes(32))), args: args);
