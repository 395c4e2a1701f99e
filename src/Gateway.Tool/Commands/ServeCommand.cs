using System.CommandLine;
using Gateway.Hosting;
using Gateway.Tool.Compiling;
using Gateway.Tool.Configuration;
using Gateway.Tool.Control;
using Gateway.Tool.Loading;
using Gateway.Tool.Reloading;
using Gateway.Tool.Serving;
using Gateway.Tool.Telemetry;

namespace Gateway.Tool.Commands;

/// <summary><c>gateway serve</c>: runs an app until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create(ToolConsole console)
    {
        var options = new ServeOptions();
        var command = new Command("serve", "Serve an app.");
        command.Aliases.Add("run");
        foreach (var argument in options.Arguments)
            command.Arguments.Add(argument);
        foreach (var option in options.All)
            command.Options.Add(option);
        AppArguments.RefuseOptions(command);
        command.SetAction((commandLine, _) => ServeAsync(ServeSettings.Read(command, options, commandLine), console));
        return command;
    }

    private static async Task<int> ServeAsync(ServeSettings settings, ToolConsole console)
    {
        ThreadSettings.UseForPython(settings);
        using var signals = new Signals();
        var builder = new AppBuilder(console, OutputCache.OfUser(), settings.Reload);
        var loader = new AppLoader(settings.App, settings.Middleware, settings.Lint, builder, settings.Python(console));
        // Before the app is loaded: an edit meanwhile is not overlooked.
        using var watcher = settings.Reload ? new SourceWatcher(settings.App.Source, signals.ReloadRequests.Writer) : null;
        // Before the app is loaded, too: the workers of a Python app are counted as they come.
        await using var telemetry = new ServerTelemetry(settings);
        using var traces = TracePropagation.Start();
        AppVersion version;
        try
        {
            version = await loader.LoadAsync(signals.Stopping);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Success; // Told to stop before there was anything to serve.
        }

        using var accessLog = settings.AccessLog?.Open();
        await using var server = new Server(settings, accessLog, console);
        var controlled = new ControlledServer(server, signals);
        await using var control = settings.Control is null ? null : new ControlServer(settings.Control, controlled);
        server.Slot.Put(version);
        await telemetry.StartAsync();
        await server.StartAsync();
        if (control is not null)
            await control.StartAsync();
        signals.Inquiry = () => controlled.Print(console);
        if (telemetry.Page is { } page)
            console.Note($"Metrics at {page}");
        Announce(version, settings, server, console);

        if (settings.Reload)
            loader.WarmUp(signals.Stopping);
        var reloader = new Reloader(
            loader, server.Slot, signals.ReloadRequests.Reader, () => ReloadFiles(server, accessLog, console), console)
            .RunAsync(signals.Stopping);
        await Task.Delay(Timeout.Infinite, signals.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        console.Note(settings.ShutdownDelay > TimeSpan.Zero
            ? $"Stopping: requests are taken for {settings.ShutdownDelay.TotalSeconds:0.###} seconds more, and then those under way are "
                + "finished. A second signal ends it at once."
            : "Stopping: requests under way are finished. A second signal ends it at once.");
        await server.StopAsync();
        await server.Slot.StopAsync();
        await reloader;
        console.Note("Stopped.");
        return ExitCode.Success;
    }

    private static void Announce(AppVersion version, ServeSettings settings, Server server, ToolConsole console)
    {
        if (settings.ForPython.Count > 0 && version.Python is null)
        {
            console.Warning($"{string.Join(", ", settings.ForPython)}: for Python apps only. One process serves all requests of a .NET "
                + "app; --workers-blocking N sets how many threads it may block.");
        }

        if (version.Missing.Count > 0)
            console.Warning(
                $"{version.Name} refers to what is not beside it: {string.Join(", ", version.Missing)}. 'dotnet publish' puts it there.");
        if (server.Certificates is { IsForDevelopment: true } certificates)
            console.Warning($"https:// has a certificate made for development; no client trusts it. SHA-256 {certificates.Fingerprint}");
        Warn(server.Certificates, console);
        foreach (var address in server.Addresses)
            console.Note($"Listening on {address}");
        console.Success($"Serving {version.Name}");
    }

    // The app is loaded again whether or not the certificates can be.
    private static void ReloadFiles(Server server, AccessLogWriter? accessLog, ToolConsole console)
    {
        accessLog?.Reopen();
        try
        {
            foreach (var change in server.Certificates?.Reload() ?? [])
                console.Note(change);
            Warn(server.Certificates, console);
        }
        catch (ToolException error)
        {
            console.Error(error.Message);
            console.Warning("The certificates before are still used, all of them.");
        }
    }

    private static void Warn(Certificates? certificates, ToolConsole console)
    {
        foreach (var warning in certificates?.Warnings ?? [])
            console.Warning(warning);
    }
}
