using System.Diagnostics.CodeAnalysis;

namespace Gateway.Fakes;

/// <summary>An environ as a host makes it: its entries are computed when they are asked for. It remembers what it was asked.</summary>
internal sealed class HostedEnviron(IReadOnlyDictionary<string, object?> hostEntries) : Environ
{
    public HashSet<string> KeysAskedFor { get; } = new(StringComparer.Ordinal);

    public int TimesCopied { get; private set; }

    public bool AskedAfterMaterialising { get; private set; }

    public new bool IsMaterialised => base.IsMaterialised;

    public new void Materialise() => base.Materialise();

    protected override bool TryGetHostEntry(string key, [MaybeNullWhen(false)] out object? value)
    {
        AskedAfterMaterialising |= base.IsMaterialised;
        KeysAskedFor.Add(key);
        return hostEntries.TryGetValue(key, out value);
    }

    protected override void CopyHostEntries(ICollection<KeyValuePair<string, object?>> entries)
    {
        TimesCopied++;
        foreach (var entry in hostEntries)
            entries.Add(entry);
    }
}
