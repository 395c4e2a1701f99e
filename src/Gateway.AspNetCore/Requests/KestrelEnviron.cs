using System.Diagnostics.CodeAnalysis;

namespace Gateway.AspNetCore.Requests;

/// <summary>The environ of a request to this server: entries are computed by <see cref="EnvironEntries"/> when they are read.</summary>
internal sealed class KestrelEnviron(Exchange exchange) : Environ
{
    /// <summary>The value of <c>wsgi.file_wrapper</c>.</summary>
    public static object Wrapper => FileWrapper;

    protected override int HostEntryCount =>
        EnvironEntries.UsualCount + exchange.Request.Headers.Count + exchange.Host.Options.Environ.Count;

    /// <summary>Copies every entry, so that the environ outlives the request.</summary>
    public void CopyEntries() => Materialise();

    protected override bool TryGetHostEntry(string key, [MaybeNullWhen(false)] out object? value)
    {
        value = EnvironEntries.Find(exchange, key);
        return value is not null || exchange.Host.Options.Environ.TryGetValue(key, out value);
    }

    protected override void CopyHostEntries(ICollection<KeyValuePair<string, object?>> entries)
    {
        foreach (var entry in exchange.Host.Options.Environ)
            entries.Add(entry);
        EnvironEntries.CopyTo(entries, exchange);
    }
}
