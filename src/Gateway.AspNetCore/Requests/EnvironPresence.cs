namespace Gateway.AspNetCore.Requests;

/// <summary>The requests that may have a key.</summary>
internal enum EnvironPresence
{
    /// <summary>Any request.</summary>
    Any,

    /// <summary>Requests over TLS.</summary>
    Tls,

    /// <summary>Requests of an authenticated user.</summary>
    User,

    /// <summary>Every request; copied together with the headers, which are read once.</summary>
    Headers,
}
