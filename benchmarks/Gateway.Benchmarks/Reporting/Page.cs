namespace Gateway.Benchmarks.Reporting;

/// <summary>The page that people read: an introduction written by hand, and what each part has found last.</summary>
internal static class Page
{
    private static readonly string[] Parts =
        ["introduction", "adapter", "sockets", "requestlog", "settings", "streaming", "blocking", "idle", "startup", "micro", "python"];

    /// <summary>Joins the files of a folder, <c>docs/performance</c>, to a page beside it, <c>docs/performance.md</c>.</summary>
    public static void Write(string folder)
    {
        var fragments = Parts.Select(part => Path.Combine(folder, part + ".md")).Where(File.Exists);
        File.WriteAllText(folder.TrimEnd('/') + ".md",
            string.Join(Environment.NewLine, fragments.Select(fragment => File.ReadAllText(fragment).Trim() + Environment.NewLine)));
    }
}
