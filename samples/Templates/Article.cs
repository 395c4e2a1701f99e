namespace Templates;

internal sealed record Article(string Title, string Content);
