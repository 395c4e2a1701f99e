namespace Gateway.Testing;

/// <summary>The app failed after the head of its response had been sent. A real client sees a connection that ends early.</summary>
public class ResponseAbortedException : IOException
{
    /// <summary>Creates the exception.</summary>
    public ResponseAbortedException()
        : this("The response was aborted.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public ResponseAbortedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The exception of the app.</param>
    public ResponseAbortedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
