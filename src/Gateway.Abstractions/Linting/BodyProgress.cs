namespace Gateway;

/// <summary>The state of one body that other layers look at. It is apart from <see cref="BlockRules"/>, so that a layer does not keep
/// those from being collected.</summary>
internal sealed class BodyProgress
{
    /// <summary>Whether somebody still has to close the body.</summary>
    public bool IsOwedClose { get; set; }

    /// <summary>Whether a block was asked for and has not come yet.</summary>
    public bool IsStepping { get; set; }

    /// <summary>The number of blocks asked for.</summary>
    public long Steps { get; set; }
}
