namespace Gateway.Toolkit;

/// <summary>Problem details as JSON, with their words where they have no other members.</summary>
internal sealed class ProblemSource(Body body, ProblemWords? words) : IBodySource
{
    public ProblemWords? Words => words;

    public Body Open(Environ environ) => body;
}
