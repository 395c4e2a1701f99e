namespace Gateway.Bodies.Observing;

/// <summary>The kinds of body that have blocks.</summary>
public enum ObservableKind
{
    Memory,
    File,
    Stream,
    Writer,
    Iterator,
    AsyncIterator,
    Collection,
    Lifted,
    SelfEnumerating,
}
