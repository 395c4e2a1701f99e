using Gateway.AspNetCore;
using RollYourOwn;

GatewayServer.Run(Site.Create(), args: args);
