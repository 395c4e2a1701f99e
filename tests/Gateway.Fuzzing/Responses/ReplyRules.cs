using Gateway.Fuzzing.Engine;
using Gateway.Fuzzing.Wire;

namespace Gateway.Fuzzing.Responses;

/// <summary>What the wire owes to what the app said.</summary>
internal static class ReplyRules
{
    private static readonly HashSet<string> OfTheServer = new(
        ["Date", "Server", "Content-Length", "Transfer-Encoding", "Connection"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Single = new(["Date", "Server"], StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Violations(Reply reply, string method, WireResponse response)
    {
        var rest = response.Headers.ToList();
        if (!reply.IsValid || (response.Status == 500 && reply.Status != $"500 {response.Reason}"))
        {
            // Nothing of a refused head, nor of one whose response failed before it was sent, goes out.
            if (response.Status != 500 || response.Body.Length > 0)
                yield return $"{response.Status} with {response.Body.Length} bytes was sent for {reply}";
            if (reply.IsValid && !IsShort(reply) && !IsLong(reply))
                yield return $"500 was sent for {reply}";
        }
        else
        {
            if (reply.Status != $"{response.Status} {response.Reason}")
                yield return $"{response.Status} {response.Reason} was sent for {reply}";
            foreach (var missing in reply.Headers.Where(header => !Reply.IsLength(header) && !Take(rest, header)))
                yield return $"the header {Escaping.Escape(missing.Name)} of {reply} is missing";
            foreach (var violation in OfBody(reply, method, response))
                yield return violation;
        }

        foreach (var (name, value) in rest.Where(header => !OfTheServer.Contains(header.Name)))
            yield return $"the header {name}: {value} came from nowhere, for {reply}";
        foreach (var name in OfTheServer.Where(name => response.All(name).Count > 1))
            yield return $"the header {name} was sent twice for {reply}";
    }

    private static IEnumerable<string> OfBody(Reply reply, string method, WireResponse response)
    {
        var content = reply.Content;
        var hasNoBody = method == "HEAD" || response.Status is 204 or 205 or 304;
        var expected = hasNoBody ? [] : IsLong(reply) ? content[..(int)reply.Length!] : content;
        if (response.IsWhole ? !response.Body.SequenceEqual(expected) : !expected.AsSpan().StartsWith(response.Body))
            yield return $"{response.Body.Length} bytes were sent instead of {expected.Length} for {reply}";
        if (response.IsWhole && !hasNoBody && IsShort(reply))
            yield return $"a response too short looks whole: {reply}";
        if (!response.IsWhole && !IsShort(reply) && !IsLong(reply))
            yield return $"a response was cut: {reply}";
        if (hasNoBody && method != "HEAD" && response.Status != 304)
            yield break;
        if (response.All("Content-Length") is [var length] && reply.Length is { } declared && length != $"{declared}")
            yield return $"the Content-Length {length} was sent for {reply}";
    }

    private static bool IsShort(Reply reply) => reply.Length > reply.Content.Length;

    private static bool IsLong(Reply reply) => reply.Length < reply.Content.Length;

    private static bool Take(List<(string Name, string Value)> sent, (string Name, string Value) header)
    {
        // Of these there can be one only: the app's last.
        if (Single.Contains(header.Name))
            return sent.RemoveAll(other => other.Name.Equals(header.Name, StringComparison.OrdinalIgnoreCase)) <= 1;
        var index = sent.FindIndex(
            other => other.Name.Equals(header.Name, StringComparison.OrdinalIgnoreCase) && other.Value == header.Value);
        if (index < 0)
            return false;
        sent.RemoveAt(index);
        return true;
    }
}
