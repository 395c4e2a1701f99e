namespace Gateway.Toolkit;

/// <summary>Options of <see cref="RequestId"/>.</summary>
public sealed class RequestIdOptions
{
    /// <summary>The header an id comes and goes in. Default: <c>X-Request-ID</c>.</summary>
    public string HeaderName { get; set; } = "X-Request-ID";

    /// <summary>Whether an id that comes with the request is kept. Default: true.</summary>
    public bool TrustReceived { get; set; } = true;

    /// <summary>The longest id that is kept, in characters. Default: 128.</summary>
    public int MaxLength { get; set; } = 128;

    /// <summary>Makes an id of printable ASCII. Default: 128 random bits, in hexadecimal.</summary>
    public Func<string> Create { get; set; } = static () => Guid.NewGuid().ToString("N");

    /// <summary>Gives the environ key of the header.</summary>
    internal string Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxLength);
        ArgumentNullException.ThrowIfNull(Create);
        return EnvironKeys.ForHeader(HeaderName) is { } key && key.StartsWith(EnvironKeys.HeaderPrefix, StringComparison.Ordinal)
            ? key
            : throw new ArgumentException(
                $"RequestIdOptions.HeaderName is '{HeaderName}'; it must be letters, digits and '-', and not a header with a meaning of "
                + "its own.");
    }
}
