namespace JsonApi;

/// <summary>A change of the tables. Its name begins with its number: migrations run in the order of their names, each once.</summary>
/// <remarks>A released migration is never edited, and it adds only: during an update, instances of the version before go on using the
/// tables.</remarks>
internal sealed record Migration(string Name, string Sql)
{
    /// <summary>Reads the files in <c>Storage/Migrations</c> that the build has put into the program.</summary>
    /// <param name="kind">The name of their folder.</param>
    public static IReadOnlyList<Migration> ReadAll(string kind)
    {
        var prefix = $"Migrations/{kind}/";
        var assembly = typeof(Migration).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new Migration(name[prefix.Length..], ReadText(assembly.GetManifestResourceStream(name)!))),
        ];
    }

    private static string ReadText(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
