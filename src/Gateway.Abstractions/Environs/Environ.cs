using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Gateway;

/// <summary>The environ of PEP 3333: everything known about one request. An ordinary, mutable dictionary with ordinal keys, private to the
/// request.</summary>
/// <remarks>
/// <para>Behaves exactly as <c>Dictionary&lt;string, object?&gt;</c> with an ordinal comparer would, and is as little thread-safe.</para>
/// <para>A host derives from it to compute entries when they are first asked for: what was written here stands before what the
/// host computes, and whatever needs every entry at once (counting, enumerating, clearing) copies the host's entries in, once.</para>
/// </remarks>
/// <example>
/// <code>
/// var isSearch = environ.RequestMethod == "GET" &amp;&amp; environ.PathInfo == "/search";
/// var language = environ.Header("Accept-Language") ?? "en";
/// environ["example.language"] = language; // For the app behind this middleware.
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public partial class Environ : IDictionary<string, object?>
{
    // Null, or Written over the host's entries; or Snapshot or AllEntries: then nothing is asked of the host any more.
    // The state is in the type rather than in a field of its own because every request pays for the fields.
    private object? _entries;

    /// <summary>Creates an environ without any entry.</summary>
    public Environ()
    {
    }

    /// <inheritdoc/>
    public int Count => TakeSnapshot()?.Count ?? All().Count;

    /// <inheritdoc/>
    public ICollection<string> Keys => All().Keys;

    /// <inheritdoc/>
    public ICollection<object?> Values => All().Values;

    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => false;

    /// <inheritdoc/>
    public object? this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The environ has no entry '{key}'.");
        set
        {
            ArgumentNullException.ThrowIfNull(key);
            if (_entries is Snapshot or AllEntries)
                All().Set(key, value);
            else
                ((Written)(_entries ??= new Written()))[key] = value;
        }
    }

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _entries is { } entries ? TryGetValue(entries, key, out value) : TryGetHostEntry(key, out value);
    }

    private bool TryGetValue(object entries, string key, [MaybeNullWhen(false)] out object? value)
    {
        if (entries is Snapshot snapshot)
            return snapshot.TryGetValue(key, out value);
        if (entries is AllEntries all)
            return all.TryGetValue(key, out value);
        if (!((Written)entries).TryGetValue(key, out value))
            return TryGetHostEntry(key, out value);
        if (!ReferenceEquals(value, Written.Removed))
            return true;
        value = null;
        return false;
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public void Add(string key, object? value)
    {
        if (ContainsKey(key))
            throw new ArgumentException($"The environ already has an entry '{key}'.", nameof(key));
        this[key] = value;
    }

    /// <inheritdoc/>
    public bool Remove(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (_entries is Snapshot or AllEntries)
            return All().Remove(key);
        if (!ContainsKey(key))
            return false;
        this[key] = Written.Removed;
        return true;
    }

    /// <inheritdoc/>
    public void Clear()
    {
        if (_entries is AllEntries entries)
            entries.Clear();
        else
            _entries = new AllEntries();
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        TakeSnapshot() is { Count: > 0 } snapshot
            ? new SnapshotEnumerator(this, snapshot)
            : ((IEnumerable<KeyValuePair<string, object?>>)All()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) =>
        TryGetValue(item.Key, out var value) && EqualityComparer<object?>.Default.Equals(value, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)this).Contains(item) && Remove(item.Key);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)All()).CopyTo(array, arrayIndex);

    /// <summary>Names the request, for logs and debuggers.</summary>
    /// <returns>For example <c>GET /articles</c>; percent-encoded, because a decoded path may hold line ends.</returns>
    public override string ToString()
    {
        return _entries is null && GetType() == typeof(Environ)
            ? "(empty environ)"
            : $"{Shown(EnvironKeys.RequestMethod)} {PathCoding.Encode($"{Shown(EnvironKeys.ScriptName)}{Shown(EnvironKeys.PathInfo)}")}";

        object? Shown(string key) => TryGetValue(key, out var value) ? value : null;
    }

    /// <summary>For hosts: computes one entry, when it is first asked for. Called again at each access, until the entry is set or
    /// removed.</summary>
    /// <param name="key">The key asked for.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Whether the host has such an entry.</returns>
    protected virtual bool TryGetHostEntry(string key, [MaybeNullWhen(false)] out object? value)
    {
        value = null;
        return false;
    }

    /// <summary>For hosts: about how many entries <see cref="CopyHostEntries"/> copies, so that room is made once.</summary>
    protected virtual int HostEntryCount => 0;

    /// <summary>For hosts: copies every entry the host has. Called at most once.</summary>
    /// <param name="entries">Where they go, each key once.</param>
    protected virtual void CopyHostEntries(ICollection<KeyValuePair<string, object?>> entries)
    {
    }

    /// <summary>For hosts: whether every entry has been copied in, so that nothing is asked of the host any more.</summary>
    protected bool IsMaterialised => _entries is Snapshot or AllEntries;

    /// <summary>For hosts: copies every entry in, so that the environ outlives what it was computed from.</summary>
    protected void Materialise()
    {
        if (TakeSnapshot() is null)
            All();
    }

    /// <summary>Every entry, to be looked at: enough until something is written. Null where something has been.</summary>
    private Snapshot? TakeSnapshot()
    {
        if (_entries is null)
        {
            var snapshot = new Snapshot(HostEntryCount);
            CopyHostEntries(snapshot);
            _entries = snapshot;
        }

        return _entries as Snapshot;
    }

    /// <summary>Every entry, to be changed.</summary>
    private AllEntries All()
    {
        if (_entries is AllEntries all)
            return all;

        if (_entries is Snapshot snapshot)
        {
            all = new AllEntries(snapshot.Count + 1);
            foreach (var (key, value) in snapshot)
                all.Add(key, value);
        }
        else
        {
            all = new AllEntries(HostEntryCount);
            CopyHostEntries(all);
            all.Apply((Written?)_entries);
        }

        _entries = all;
        return all;
    }
}
