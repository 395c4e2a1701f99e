namespace Gateway;

/// <summary>A rule of the contract was broken under <see cref="Lint"/>. The message names the offender and what to change.</summary>
public sealed class LintException : GatewayContractException
{
    internal LintException(string rule, LintSide side, string message, Exception? innerException)
        : base(message, innerException)
    {
        Rule = rule;
        Side = side;
    }

    /// <summary>The rule by its stable name, for example <c>body-closed-once</c>; docs/contract.md lists them all.</summary>
    public string Rule { get; }

    /// <summary>The side that broke it.</summary>
    public LintSide Side { get; }
}
