namespace Gateway.Linting;

/// <summary>One rule, as it stands beside its check.</summary>
/// <param name="Section">The heading it stands under.</param>
/// <param name="Id">Its stable name.</param>
/// <param name="Side">Whom it binds: <c>host</c>, <c>app</c>, or <c>types</c> where the compiler sees to it.</param>
/// <param name="IsAdvice">Whether breaking it is only warned of.</param>
/// <param name="Requirements">The requirements it enforces.</param>
/// <param name="Sentence">The rule itself.</param>
internal sealed record LintRule(string Section, string Id, string Side, bool IsAdvice, string Requirements, string Sentence);
