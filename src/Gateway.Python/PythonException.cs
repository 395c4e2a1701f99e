namespace Gateway.Python;

/// <summary>The Python app raised an exception. The message is its traceback.</summary>
public class PythonException : Exception
{
    /// <summary>Creates the exception.</summary>
    public PythonException()
        : this("The Python app raised an exception.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The traceback.</param>
    public PythonException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The traceback.</param>
    /// <param name="innerException">The cause.</param>
    public PythonException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
