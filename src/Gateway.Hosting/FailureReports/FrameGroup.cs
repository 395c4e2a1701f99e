using System.Diagnostics;

namespace Gateway.Hosting;

/// <summary>Consecutive frames of a stack trace that are all the app's own, or all of the framework and of this project.</summary>
internal sealed record FrameGroup(bool IsFramework, IReadOnlyList<StackFrame> Frames)
{
    private const int MaxFrames = 100;

    private static readonly string[] Frameworks =
    [
        "System", "Microsoft", "mscorlib", "netstandard",
        "Gateway.Abstractions", "Gateway.AspNetCore", "Gateway.Cgi", "Gateway.Hosting", "Gateway.Python", "Gateway.Testing",
        "Gateway.Toolkit", "gateway",
    ];

    public static IReadOnlyList<FrameGroup> Of(Exception error)
    {
        var groups = new List<FrameGroup>();
        foreach (var frame in new StackTrace(error, fNeedFileInfo: true).GetFrames().Take(MaxFrames))
        {
            var isFramework = IsOfFramework(frame);
            if (groups.Count > 0 && groups[^1].IsFramework == isFramework)
                ((List<StackFrame>)groups[^1].Frames).Add(frame);
            else
                groups.Add(new(isFramework, new List<StackFrame> { frame }));
        }

        return groups;
    }

    private static bool IsOfFramework(StackFrame frame)
    {
        if (DiagnosticMethodInfo.Create(frame)?.DeclaringAssemblyName.Split(',')[0] is not { } assembly)
            return true; // A frame without a method says nothing about the app.
        return Array.Exists(Frameworks, name => assembly == name)
            || assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.", StringComparison.Ordinal);
    }
}
