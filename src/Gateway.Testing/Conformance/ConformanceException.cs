namespace Gateway.Testing.Conformance;

/// <summary>The host failed a case.</summary>
public class ConformanceException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ConformanceException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The difference between what was expected and what was observed.</param>
    public ConformanceException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The difference between what was expected and what was observed.</param>
    /// <param name="innerException">The exception of the app or the host.</param>
    public ConformanceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
