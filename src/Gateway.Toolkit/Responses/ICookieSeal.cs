namespace Gateway.Toolkit;

/// <summary>A way to make cookie values that only this app can have made.</summary>
internal interface ICookieSeal
{
    /// <summary>Seals a value together with its cookie's name and its end, in seconds since 1970; null for none.</summary>
    string Close(string name, string value, long? ends);

    /// <summary>The value and its end, whether or not that has passed; null if it was not sealed for this name.</summary>
    (string Value, long? Ends)? Open(string name, string cookie);
}
