namespace Gateway.Testing.Hosting;

/// <summary><c>gateway.trailers</c>.</summary>
internal sealed class TrailerFields : ResponseTrailers
{
    private bool _hasEnded;

    public List<(string Name, string Value)> Fields { get; } = [];

    public void End() => _hasEnded = true;

    protected override void AppendValidated(string name, string value)
    {
        if (_hasEnded)
            throw new GatewayContractException($"The trailer {name} was added after the response had ended.");
        Fields.Add((name, value));
    }
}
