namespace Gateway.Tool;

/// <summary>Something is wrong that its user can mend: the message says what, and the process ends with the code.</summary>
internal sealed class ToolException(int exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode { get; } = exitCode;
}
