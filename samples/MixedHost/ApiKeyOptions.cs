using Microsoft.AspNetCore.Authentication;

namespace MixedHost;

/// <summary>Who may come in, and with which key.</summary>
internal sealed class ApiKeyOptions : AuthenticationSchemeOptions
{
    /// <summary>The key of each user.</summary>
    public Dictionary<string, string> Keys { get; } = new(StringComparer.Ordinal);

    public override void Validate()
    {
        if (Keys.FirstOrDefault(pair => string.IsNullOrWhiteSpace(pair.Value)).Key is { } user)
            throw new InvalidOperationException($"ApiKeys:{user} is empty: whoever sends an empty key would be {user}.");
    }
}
