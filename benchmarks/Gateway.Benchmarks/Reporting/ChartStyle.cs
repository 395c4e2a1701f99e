namespace Gateway.Benchmarks.Reporting;

/// <summary>What all charts look like: colours that keep their contrast on white and on GitHub's dark grey.</summary>
internal static class ChartStyle
{
    /// <summary>The number of colours for lines: <c>line0</c> and so on.</summary>
    public const int Lines = 6;

    public const string Css = """
        text { font: 13px system-ui, sans-serif; fill: #1f2328 } .title { font-size: 16px; font-weight: 600 } .heading { font-weight: 600 }
        .quiet { fill: #59636e; font-size: 12px } .raw { fill: #8c959f } .gateway { fill: #1a7f37 } .other { fill: #bc6c1a }
        .grid { stroke: #59636e; stroke-opacity: .25 } .reference { stroke: #59636e; stroke-dasharray: 4 3 }
        .spread { stroke: #1f2328; stroke-opacity: .6 }
        polyline { fill: none; stroke-width: 1.5 } .line0 { stroke: #1a7f37 } .line1 { stroke: #bc6c1a } .line2 { stroke: #0969da }
        .line3 { stroke: #8250df } .line4 { stroke: #cf222e } .line5 { stroke: #8c959f }
        @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc } .quiet { fill: #9198a1 } .gateway { fill: #2ea043 } .other { fill: #d58a3a }
        .grid, .reference { stroke: #9198a1 }
        .spread { stroke: #f0f6fc } .line0 { stroke: #2ea043 } .line1 { stroke: #d58a3a } .line2 { stroke: #4493f8 }
        .line3 { stroke: #ab7df8 } .line4 { stroke: #f85149 } }
        """;
}
