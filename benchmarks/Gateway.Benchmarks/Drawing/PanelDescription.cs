namespace Gateway.Benchmarks.Drawing;

/// <summary>A chart of lines.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Unit">The unit of the values.</param>
/// <param name="Time">The unit of the time.</param>
/// <param name="Lines">The lines. Each point is a time and a value.</param>
internal sealed record PanelDescription(string Title, string Unit, string Time, IReadOnlyList<LineDescription> Lines);
