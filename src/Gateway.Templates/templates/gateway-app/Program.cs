Gateway.AspNetCore.GatewayServer.Run(Site.App, args: args);
