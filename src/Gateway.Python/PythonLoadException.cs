namespace Gateway.Python;

/// <summary>
/// The workers could not be started: the app cannot be imported, or the interpreter is missing. The message has the traceback or the end of
/// stderr.
/// </summary>
public class PythonLoadException : PythonException
{
    /// <summary>Whether another attempt may go better: the code of the app is not to blame.</summary>
    internal bool IsTransient { get; init; }

    /// <summary>Creates the exception.</summary>
    public PythonLoadException()
        : this("The Python app cannot be loaded.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The failure, with its traceback.</param>
    public PythonLoadException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The failure, with its traceback.</param>
    /// <param name="innerException">The cause.</param>
    public PythonLoadException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
