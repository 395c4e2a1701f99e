namespace Gateway.Browser;

/// <summary>Something that was to be seen, as the browser and the server saw it.</summary>
internal sealed record Check(string Name, string Browser, string Server, bool Holds);
