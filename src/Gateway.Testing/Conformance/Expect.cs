using System.Collections;

namespace Gateway.Testing.Conformance;

/// <summary>The few assertions the cases need. Failures name what was expected and what was seen.</summary>
internal static class Expect
{
    public static void That(bool isSo, string claim)
    {
        if (!isSo)
            throw new ConformanceException($"Expected that {claim}.");
    }

    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new ConformanceException($"{what}: expected {Show(expected)}, observed {Show(actual)}.");
    }

    public static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what)
    {
        var (wanted, seen) = (expected.ToList(), actual.ToList());
        if (!wanted.SequenceEqual(seen))
            throw new ConformanceException($"{what}: expected {Show(wanted)}, observed {Show(seen)}.");
    }

    /// <summary>A whole response with this status.</summary>
    public static void Status(int expected, ConformanceResponse response)
    {
        if (response.StatusCode != expected || !response.IsComplete)
            throw new ConformanceException($"Expected a whole response {expected}, observed {Show(response)}.");
    }

    /// <summary>A whole response with this status and body.</summary>
    public static void Text(int status, string expected, ConformanceResponse response)
    {
        Status(status, response);
        Equal(expected, response.Text, "body");
    }

    public static void Failed(ConformanceResponse response) =>
        That(response.StatusCode == 500 || !response.IsComplete, $"the response is a 500 or visibly cut off, rather than {Show(response)}");

    public static TException Throws<TException>(Action action, string what)
        where TException : Exception
    {
        try
        {
            action();
        }
        catch (TException error)
        {
            return error;
        }

        throw new ConformanceException($"{what}: expected {typeof(TException).Name}, nothing was thrown.");
    }

    private static string Show(object? value) => value switch
    {
        null => "nothing",
        string text => $"\"{(text.Length > 200 ? text[..200] + "..." : text)}\"",
        ConformanceResponse response =>
            $"{response.StatusCode} {(response.IsComplete ? "whole" : "cut off")} {Show(response.Text)} "
            + $"[{string.Join("; ", response.Headers.Select(header => $"{header.Name}: {header.Value}"))}]",
        IEnumerable sequence => "[" + string.Join(", ", sequence.Cast<object?>().Select(Show)) + "]",
        _ => value.ToString() ?? "",
    };
}
