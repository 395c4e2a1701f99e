namespace JsonApi;

/// <summary>One page of articles, newest first. <paramref name="Next"/> is left out on the last page.</summary>
internal sealed record ArticlePage(IReadOnlyList<Article> Items, int Page, int Size, long Total, string? Next);
