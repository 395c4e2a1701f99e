namespace Gateway.Tool;

/// <summary>The exit codes of the process; docs/tool.md lists them.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary><c>check</c> found something, or something failed that has no code of its own.</summary>
    public const int Failure = 1;

    /// <summary>The command line, the environment or the configuration file is wrong.</summary>
    public const int Usage = 2;

    /// <summary>There is no such app: not built, not loaded, not found.</summary>
    public const int App = 3;

    /// <summary>The server cannot listen: an address in use, a certificate that cannot be read.</summary>
    public const int Listen = 4;

    /// <summary>A second signal ended the process at once: 130 for SIGINT, 143 for SIGTERM, as a shell has it.</summary>
    public static int Killed(int signal) => 128 + signal;
}
