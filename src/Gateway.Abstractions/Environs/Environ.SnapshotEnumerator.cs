using System.Collections;

namespace Gateway;

public partial class Environ
{
    /// <summary>Goes through a snapshot, and bears with changes meanwhile as the enumerator of <see cref="Dictionary{TKey, TValue}"/>
    /// does: it shows values that were set, leaves out
    /// entries that were removed, and fails where one was added.</summary>
    private sealed class SnapshotEnumerator(Environ environ, Snapshot snapshot) : IEnumerator<KeyValuePair<string, object?>>
    {
        // Counted from one; past the last entry at the end.
        private int _position;

        // Set where the value was changed meanwhile. Otherwise Current is read when it is asked for, which costs less than to keep it.
        private KeyValuePair<string, object?> _changed;

        public KeyValuePair<string, object?> Current =>
            _position == 0 || _position > snapshot.Count ? default : _changed.Key is null ? snapshot[_position - 1] : _changed;

        object IEnumerator.Current =>
            Current.Key is not null ? Current : throw new InvalidOperationException("The enumeration has not begun, or has ended.");

        public bool MoveNext()
        {
            var now = NowInstead();
            while (_position < snapshot.Count)
            {
                _position++;
                if (now is null)
                    return true;
                var key = snapshot[_position - 1].Key;
                if (now.TryGetValue(key, out var value))
                {
                    _changed = new(key, value);
                    return true;
                }
            }

            _position = snapshot.Count + 1;
            return false;
        }

        public void Reset()
        {
            NowInstead();
            _position = 0;
        }

        public void Dispose()
        {
        }

        /// <summary>The entries that have taken the snapshot's place; null while it stands.</summary>
        private AllEntries? NowInstead()
        {
            if (ReferenceEquals(environ._entries, snapshot))
                return null;
            var now = environ.All();
            return now.Additions == 0
                ? now
                : throw new InvalidOperationException("An entry was added to the environ while it was enumerated.");
        }
    }
}
