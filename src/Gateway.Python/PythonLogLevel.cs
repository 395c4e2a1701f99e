namespace Gateway.Python;

/// <summary>How serious a <see cref="PythonLogEntry"/> is.</summary>
public enum PythonLogLevel
{
    /// <summary>Text that a worker wrote to its standard output or standard error.</summary>
    Output,

    /// <summary>A worker was started, replaced or stopped.</summary>
    Information,

    /// <summary>A worker ended unexpectedly, or a request took too long.</summary>
    Warning,

    /// <summary>The app cannot be loaded, or failed after its response.</summary>
    Error,
}
