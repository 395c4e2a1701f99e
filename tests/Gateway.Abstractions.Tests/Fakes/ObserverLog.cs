namespace Gateway.Fakes;

/// <summary>An observer that writes down what it is told, and fails where it is asked to.</summary>
internal sealed class ObserverLog : BodyObserver
{
    public List<string> Entries { get; } = [];

    /// <summary>The entry at which the observer fails; null for none.</summary>
    public string? FailsAt { get; init; }

    /// <summary>The body that takes the place of one that fails.</summary>
    public Body? Replacement { get; init; }

    protected override void OnBlock(ReadOnlyMemory<byte> block) => Add(block.IsEmpty ? "empty" : Blocks.Utf8(block.ToArray()));

    protected override void OnBytes(long count) => Add($"{count} bytes");

    protected override void OnEnd() => Add("end");

    protected override Body? Replace(Exception exception)
    {
        if (Replacement is not null)
            Add($"replaces {exception.Message}");
        return Replacement;
    }

    protected override void OnFailure(Exception exception) => Entries.Add($"failure {exception.Message}");

    protected override void OnClose() => Add("close");

    private void Add(string entry)
    {
        Entries.Add(entry);
        if (entry == FailsAt)
            throw new InvalidOperationException("observer");
    }
}
