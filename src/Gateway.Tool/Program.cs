using Gateway.Tool.Commands;

return await GatewayCommand.RunAsync(args);
