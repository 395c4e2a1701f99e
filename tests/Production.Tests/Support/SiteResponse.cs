namespace Production.Tests;

/// <summary>A response, as far as these tests look at it.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
/// <param name="Cookie">Name and value of the cookie that it sets.</param>
/// <param name="RetryAfter">The header <c>Retry-After</c>.</param>
public sealed record SiteResponse(int Status, string Body, string? Cookie, TimeSpan? RetryAfter);
