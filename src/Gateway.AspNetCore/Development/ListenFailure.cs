using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.Development;

/// <summary>Says in one line why a server cannot listen, in place of two stack traces.</summary>
internal static partial class ListenFailure
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>Returns what is wrong and what to do; null if the failure is another one.</summary>
    public static string? Explain(Exception error) => error switch
    {
        IOException { InnerException: AddressInUseException } =>
            $"{Address(error)} is in use. Stop the program that listens there, or choose another address with --urls or ASPNETCORE_URLS.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            "This user may not listen there: ports below 1024 need a privilege. Choose a higher one with --urls or ASPNETCORE_URLS.",
        _ => null,
    };

    /// <summary>Keeps the host from logging a failed start, which is thrown as well.</summary>
    /// <returns>Call it when the server has started: the host logs again.</returns>
    public static Action LeaveStartToTheCaller(this WebApplicationBuilder builder)
    {
        var hasStarted = false;
        builder.Logging.AddFilter(Host, level => hasStarted && level >= LogLevel.Information);
        return () => hasStarted = true;
    }

    // Kestrel tells the address in its message only.
    private static string Address(Exception error) =>
        Failed().Match(error.Message) is { Success: true } match ? match.Groups["address"].Value : "An address of the server";

    [GeneratedRegex("Failed to bind to address (?<address>[^ ]+): address already in use")]
    private static partial Regex Failed();
}
