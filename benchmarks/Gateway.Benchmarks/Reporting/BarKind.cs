namespace Gateway.Benchmarks.Reporting;

/// <summary>Who a bar is about.</summary>
internal enum BarKind
{
    /// <summary>Kestrel without anything.</summary>
    Raw,

    /// <summary>Gateway.</summary>
    Gateway,

    /// <summary>Anybody else.</summary>
    Other,

    /// <summary>Not a bar but a heading.</summary>
    Heading,
}
