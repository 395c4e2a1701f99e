using Gateway.Fuzzing.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Fuzzing.Engine;

/// <summary>Which exceptions a host may log, and how loudly.</summary>
internal static class ExceptionRules
{
    public static void Check(LoggedException logged, bool clientLeft)
    {
        if (IsExpected(logged, clientLeft))
            return;
        throw new WireViolation($"{logged.Category} logged at {logged.Level}: {logged.Exception}");
    }

    private static bool IsExpected(LoggedException logged, bool clientLeft) => logged.Exception switch
    {
        GatewayContractException or FuzzedAppException => true,

        // The client's fault is nobody's error here.
        BadHttpRequestException or RequestBodyException or ConnectionAbortedException or ConnectionResetException
            or IOException { Message: "Bad chunk size data." } => logged.Level <= LogLevel.Information,
        OperationCanceledException => clientLeft && logged.Level <= LogLevel.Information,

        // Kestrel renames the Content-Length of a chunked request to X-Content-Length, and fails where the client has sent that one, too.
        ArgumentException { Message: "An item with the same key has already been added. Key: X-Content-Length" } =>
            logged.Level <= LogLevel.Warning,

        // Kestrel fails like this on a trailer that is not UTF-8, also where it only drains a body that nobody read.
        InvalidOperationException { StackTrace: { } trace } when trace.Contains(
            "Http1ChunkedEncodingMessageBody", StringComparison.Ordinal) => true,

        // Seen once, on a request with a body that was read in part; not explained yet. Kestrel ends the connection.
        InvalidOperationException { Message: "Reading is already in progress." } => logged.Level <= LogLevel.Warning,
        _ => false,
    };
}
