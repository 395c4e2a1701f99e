using System.Diagnostics.CodeAnalysis;
using Gateway.AspNetCore.Requests;

namespace Gateway.AspNetCore;

// Step 2: the environ of the request. Entries are computed by EnvironEntries when they are read.
internal sealed partial class Exchange
{
    /// <summary>The value of <c>wsgi.file_wrapper</c>.</summary>
    public static object Wrapper => FileWrapper;

    /// <summary>Copies every entry, so that the environ can be read when the request has ended.</summary>
    public Environ OutliveRequest()
    {
        Materialise();
        return this;
    }

    protected override int HostEntryCount => EnvironEntries.UsualCount + Request.Headers.Count + Host.Options.Environ.Count;

    protected override bool TryGetHostEntry(string key, [MaybeNullWhen(false)] out object? value)
    {
        value = EnvironEntries.Find(this, key);
        return value is not null || Host.Options.Environ.TryGetValue(key, out value);
    }

    protected override void CopyHostEntries(ICollection<KeyValuePair<string, object?>> entries)
    {
        foreach (var entry in Host.Options.Environ)
            entries.Add(entry);
        EnvironEntries.CopyTo(entries, this);
    }
}
