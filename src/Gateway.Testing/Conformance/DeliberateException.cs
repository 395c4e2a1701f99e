namespace Gateway.Testing.Conformance;

/// <summary>An exception that apps throw on purpose. Its message must never reach a client.</summary>
internal sealed class DeliberateException() : Exception(Secret)
{
    public const string Secret = "thrown-on-purpose-and-secret";
}
