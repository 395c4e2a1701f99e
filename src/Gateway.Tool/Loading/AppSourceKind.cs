namespace Gateway.Tool.Loading;

/// <summary>The kinds of thing that the path of an app names.</summary>
internal enum AppSourceKind
{
    /// <summary>An assembly, built by somebody else.</summary>
    Assembly,

    /// <summary>A single C# file, built as one of the SDK's file-based programs.</summary>
    File,

    /// <summary>A C# project.</summary>
    Project,

    /// <summary>A WSGI app in Python; the path is <c>module:callable</c>.</summary>
    Python,
}
