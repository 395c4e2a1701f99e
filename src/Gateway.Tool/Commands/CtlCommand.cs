using System.CommandLine;
using System.Text.Json;
using Gateway.Tool.Control;
using Spectre.Console;

namespace Gateway.Tool.Commands;

/// <summary><c>gateway ctl</c>: asks a running server, or tells it what to do.</summary>
internal static class CtlCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static Command Create(ToolConsole console)
    {
        var control = new Option<string>("--control")
        {
            HelpName = "path", Description = "The socket of the server: its own --control", Required = true,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var action = new Argument<string>("command")
        {
            Description = "status: what the server is; requests: what is in flight; reload: as SIGHUP; drain: leave the load balancer's "
                + "rotation, and go on serving; stop: as SIGTERM",
        };
        action.AcceptOnlyFromAmong("status", "requests", "reload", "drain", "stop");
        var command = new Command("ctl", "Ask a running server, or tell it what to do.") { action, control, json };
        command.SetAction(async (line, cancellationToken) =>
        {
            var name = line.GetValue(action)!;
            var method = name is "status" or "requests" ? HttpMethod.Get : HttpMethod.Post;
            var answer = await ControlClient.SendAsync(Path.GetFullPath(line.GetValue(control)!), method, name, cancellationToken);
            console.Out.Write(new Text((line.GetValue(json) ? Json(answer) : Describe(name, answer)) + "\n"));
            return ExitCode.Success;
        });
        return command;
    }

    // The serializer escapes every character that a terminal would act upon.
    private static string Json(JsonElement answer) => JsonSerializer.Serialize(answer, Indented);

    private static string Describe(string name, JsonElement answer) => name switch
    {
        "status" => Describe(answer.Deserialize<ServerStatus>(JsonSerializerOptions.Web)!),
        "requests" => RequestStatus.Table(answer.Deserialize<List<RequestStatus>>(JsonSerializerOptions.Web)!),
        _ => answer.GetProperty("message").GetString()!,
    };

    private static string Describe(ServerStatus status) => $"""
        {status.App}: {status.State} for {TimeSpan.FromSeconds(Math.Floor(status.UptimeSeconds)):c}, process {status.Pid}
        Listens at    {string.Join(", ", status.Addresses)}
        Connections   {status.Connections}
        Requests      {status.Requests} in flight, {status.Waiting} of them wait
        {(status.Workers.Count == 0 ? "" : $"Workers       {string.Join(", ", status.Workers)}")}
        """.TrimEnd();
}
