namespace Gateway.Hosting;

/// <summary>How a host treats request headers whose name could pass for another's in the environ, like <c>X_Auth_User</c> for <c>X-Auth-User</c>.</summary>
public enum HeaderNamePolicy
{
    /// <summary>Leave the header out of the environ.</summary>
    Drop,

    /// <summary>Answer the request 400.</summary>
    Refuse,

    /// <summary>Let the header through.</summary>
    Allow,
}
