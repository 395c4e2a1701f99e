namespace Gateway.Testing;

/// <summary>The app failed after the head of its response had been sent: what a real client sees as a connection that ends in the middle.</summary>
public class ResponseAbortedException : IOException
{
    /// <summary>Creates the exception.</summary>
    public ResponseAbortedException()
        : this("The response was aborted.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    public ResponseAbortedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What the app threw.</param>
    public ResponseAbortedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
