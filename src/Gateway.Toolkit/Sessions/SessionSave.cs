namespace Gateway.Toolkit;

/// <summary>A session to be saved.</summary>
/// <param name="Cookie">The value of its cookie from now on.</param>
/// <param name="Source">The cookie value of the session it came from; null for one that begins. If that has ended meanwhile, nothing
/// is saved.</param>
/// <param name="Content">Its values, and when it ends.</param>
/// <param name="HasChanged">False if only its end has: then the values that are kept stay as they are.</param>
internal readonly record struct SessionSave(string Cookie, string? Source, SessionContent Content, bool HasChanged)
{
    public bool IsRenewed => Source is not null && Source != Cookie;
}
