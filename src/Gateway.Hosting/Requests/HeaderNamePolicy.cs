namespace Gateway.Hosting;

/// <summary>Says how a host treats request headers that another name can imitate in the environ, like <c>X_Auth_User</c> for
/// <c>X-Auth-User</c>.</summary>
public enum HeaderNamePolicy
{
    /// <summary>Omit the header from the environ.</summary>
    Drop,

    /// <summary>Refuse the request with 400.</summary>
    Refuse,

    /// <summary>Add the header to the environ.</summary>
    Allow,
}
