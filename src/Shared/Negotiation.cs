using Microsoft.Net.Http.Headers;

namespace Gateway;

/// <summary>Proactive negotiation (RFC 9110, 12.5).</summary>
internal static class Negotiation
{
    public static string? SelectMediaType(IList<MediaTypeHeaderValue> accepted, ReadOnlySpan<string> offers)
    {
        var best = default(Match);
        string? chosen = null;
        foreach (var offer in offers)
        {
            if (!MediaTypeHeaderValue.TryParse(offer, out var type))
                throw new ArgumentException($"'{offer}' is not a media type.", nameof(offers));
            Take(ref best, ref chosen, offer, accepted.Count == 0 ? Match.Anything : Best(type, accepted));
        }

        return chosen;

        // The most specific range that a type is in says how much it is wanted.
        static Match Best(MediaTypeHeaderValue type, IList<MediaTypeHeaderValue> accepted)
        {
            var match = default(Match);
            foreach (var range in accepted)
            {
                if (Precision(range) > match.Precision && Contains(range, type))
                    match = new(Precision(range), range.Quality ?? 1);
            }

            return match;
        }
    }

    public static string? SelectLanguage(IList<StringWithQualityHeaderValue> accepted, ReadOnlySpan<string> offers)
    {
        var best = default(Match);
        string? chosen = null;
        foreach (var offer in offers)
            Take(ref best, ref chosen, offer, accepted.Count == 0 ? Match.Anything : Best(offer, accepted));
        return chosen;

        static Match Best(string language, IList<StringWithQualityHeaderValue> accepted)
        {
            var match = default(Match);
            foreach (var range in accepted)
            {
                var precision = range.Value == "*" ? 1 : range.Value.Length + 1;
                if (precision > match.Precision && Covers(range.Value.AsSpan(), language))
                    match = new(precision, range.Quality ?? 1);
            }

            return match;
        }
    }

    private static void Take(ref Match best, ref string? chosen, string offer, Match match)
    {
        if (match.Quality > best.Quality || (match.Quality == best.Quality && match.Quality > 0 && match.Precision > best.Precision))
            (best, chosen) = (match, offer);
    }

    private static int Precision(MediaTypeHeaderValue range) =>
        range.MatchesAllTypes ? 1 : range.MatchesAllSubTypes ? 2 : 3 + range.Parameters.Count(parameter => !IsQuality(parameter));

    private static bool Contains(MediaTypeHeaderValue range, MediaTypeHeaderValue type)
    {
        if (range.Quality is null)
            return type.IsSubsetOf(range);

        // The quality is the client's wish, no part of the type.
        var bare = range.Copy();
        bare.Quality = null;
        return type.IsSubsetOf(bare);
    }

    private static bool IsQuality(NameValueHeaderValue parameter) => parameter.Name.Equals("q", StringComparison.OrdinalIgnoreCase);

    // RFC 4647, 3.3.1: "de" covers "de-AT".
    private static bool Covers(ReadOnlySpan<char> range, ReadOnlySpan<char> language) =>
        range is "*"
            || (language.StartsWith(range, StringComparison.OrdinalIgnoreCase)
                && (language.Length == range.Length || language[range.Length] == '-'));

    /// <summary>How precisely a range names an offer (0 for not at all), and how much it is wanted.</summary>
    private readonly record struct Match(int Precision, double Quality)
    {
        public static Match Anything => new(1, 1);
    }
}
