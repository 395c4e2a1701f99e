using System.Collections;
using System.Globalization;
using Pair = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Gateway.Environs;

public enum OperationKind
{
    Get, Set, Add, Remove, TryGetValue, ContainsKey,
    AddPair, ContainsPair, RemovePair, CopyTo, CopyToNull, Clear,
    Count, IsReadOnly, Keys, Values, KeysAreReadOnly, ValuesAreReadOnly, KeysStayLive,
    Enumerate, EnumerateUntyped, SetWhileEnumerating, RemoveWhileEnumerating, ClearWhileEnumerating, ResetEnumerator,
}

/// <summary>One thing that can be done with a dictionary, and what came of it as text: so two dictionaries can be compared.</summary>
public sealed record EnvironOperation(OperationKind Kind, string? Key, object? Value, int Room, int Index)
{
    public string ApplyTo(IDictionary<string, object?> entries)
    {
        try
        {
            return Run(entries);
        }
        catch (Exception error)
        {
            return "throws " + error.GetType().Name;
        }
    }

    public static string Show(IEnumerable<Pair> pairs) =>
        string.Join(" ", pairs.Select(pair => $"{pair.Key}={Show(pair.Value)}").Order(StringComparer.Ordinal));

    private string Run(IDictionary<string, object?> entries)
    {
        var key = Key!;
        switch (Kind)
        {
            case OperationKind.Get: return Show(entries[key]);
            case OperationKind.Set: entries[key] = Value; return "set";
            case OperationKind.Add: entries.Add(key, Value); return "added";
            case OperationKind.Remove: return entries.Remove(key).ToString();
            case OperationKind.TryGetValue: return entries.TryGetValue(key, out var found) + Show(found);
            case OperationKind.ContainsKey: return entries.ContainsKey(key).ToString();
            case OperationKind.AddPair: entries.Add(new Pair(key, Value)); return "added";
            case OperationKind.ContainsPair: return entries.Contains(new Pair(key, Value)).ToString();
            case OperationKind.RemovePair: return entries.Remove(new Pair(key, Value)).ToString();
            case OperationKind.CopyTo: return CopyTo(entries);
            case OperationKind.CopyToNull: entries.CopyTo(null!, 0); return "copied";
            case OperationKind.Clear: entries.Clear(); return "cleared";
            case OperationKind.Count: return entries.Count.ToString(CultureInfo.InvariantCulture);
            case OperationKind.IsReadOnly: return entries.IsReadOnly.ToString();
            case OperationKind.Keys: return string.Join(" ", entries.Keys.Order(StringComparer.Ordinal));
            case OperationKind.Values: return string.Join(" ", entries.Values.Select(Show).Order(StringComparer.Ordinal));
            case OperationKind.KeysAreReadOnly: entries.Keys.Remove(key); return "removed";
            case OperationKind.ValuesAreReadOnly: entries.Values.Clear(); return "cleared";
            case OperationKind.KeysStayLive: return KeysStayLive(entries);
            case OperationKind.Enumerate: return Show(entries);
            case OperationKind.EnumerateUntyped: return Show(((IEnumerable)entries).Cast<Pair>());
            case OperationKind.SetWhileEnumerating: return WhileEnumerating(entries, () => entries[key] = Value);
            case OperationKind.RemoveWhileEnumerating: return WhileEnumerating(entries, () => entries.Remove(key));
            case OperationKind.ClearWhileEnumerating: return WhileEnumerating(entries, entries.Clear);
            case OperationKind.ResetEnumerator: return Reset(entries);
            default: throw new InvalidOperationException($"No such operation: {Kind}.");
        }
    }

    private string CopyTo(IDictionary<string, object?> entries)
    {
        var array = new Pair[Math.Max(0, entries.Count + Room)];
        entries.CopyTo(array, Index);
        return Show(array);
    }

    private string KeysStayLive(IDictionary<string, object?> entries)
    {
        var keys = entries.Keys;
        entries[Key!] = Value;
        return string.Join(" ", keys.Order(StringComparer.Ordinal));
    }

    // Which entry comes next is nobody's promise, so only whether enumerating goes on is told.
    private static string WhileEnumerating(IDictionary<string, object?> entries, Action change)
    {
        using var enumerator = entries.GetEnumerator();
        var isEmpty = !enumerator.MoveNext();
        change();
        enumerator.MoveNext();
        return isEmpty ? "empty" : "goes on";
    }

    private static string Reset(IDictionary<string, object?> entries)
    {
        using var enumerator = entries.GetEnumerator();
        var before = enumerator.MoveNext();
        enumerator.Reset();
        return before.ToString() + enumerator.MoveNext();
    }

    private static string Show(object? value) => value switch { null => "null", string text => $"'{text}'", _ => value.ToString()! };
}
