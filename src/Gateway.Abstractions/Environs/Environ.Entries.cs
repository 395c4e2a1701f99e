using System.Diagnostics.CodeAnalysis;

namespace Gateway;

// The storage of the entries, from the host's own entries only to a whole dictionary.
public partial class Environ
{
    /// <summary>The entries that were written or removed, over those of the host.</summary>
    private sealed class Written() : Dictionary<string, object?>(StringComparer.Ordinal)
    {
        public static readonly object Removed = new();
    }

    /// <summary>Every entry, copied for who looks at them all. A list, because that takes half the memory of a dictionary and hashes
    /// nothing,
    /// and few look up many keys afterwards.</summary>
    private sealed class Snapshot(int capacity) : List<KeyValuePair<string, object?>>(capacity)
    {
        public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
        {
            foreach (var entry in this)
            {
                if (string.Equals(entry.Key, key))
                {
                    value = entry.Value;
                    return true;
                }
            }

            value = null;
            return false;
        }
    }

    /// <summary>Every entry, as they are now.</summary>
    private sealed class AllEntries(int capacity = 0) : Dictionary<string, object?>(capacity, StringComparer.Ordinal)
    {
        /// <summary>How often an entry was added: what an enumerator does not survive.</summary>
        public int Additions { get; private set; }

        public void Set(string key, object? value)
        {
            var count = Count;
            this[key] = value;
            if (Count > count)
                Additions++;
        }

        public void Apply(Written? written)
        {
            foreach (var (key, value) in written ?? [])
            {
                if (ReferenceEquals(value, Written.Removed))
                    Remove(key);
                else
                    this[key] = value;
            }
        }
    }
}
