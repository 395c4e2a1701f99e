namespace Gateway.Testing.Conformance;

/// <summary>A host did not do what a case demands of it.</summary>
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
    /// <param name="innerException">What the app or the host threw.</param>
    public ConformanceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
