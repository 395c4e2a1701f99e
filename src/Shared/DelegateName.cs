using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Gateway;

/// <summary>Names apps, middleware and handlers in messages by type and method, as in the source code.</summary>
internal static partial class DelegateName
{
    /// <summary>Returns a name like <c>Articles.List</c>; a lambda has the name of the method that contains it.</summary>
    public static string Of(Delegate app)
    {
        app = Unwrap(app);
        var type = app.Target is { } target && !IsGenerated(target.GetType()) ? target.GetType() : app.Method.DeclaringType;
        while (type is not null && IsGenerated(type) && type.DeclaringType is { } outer)
            type = outer;
        return type is null ? MethodName(app.Method.Name) : $"{TypeName(type)}.{MethodName(app.Method.Name)}";
    }

    private static Delegate Unwrap(Delegate app)
    {
        for (var inner = app; ; app = inner)
        {
            UnwrapOwn(ref inner);
            var isLifted = app.Method.DeclaringType?.DeclaringType == typeof(AppExtensions);
            if (isLifted && app.Target is { } closure && Lifted(closure) is { } lifted)
                inner = lifted;
            if (ReferenceEquals(inner, app))
                return app;
        }
    }

    // Implemented by a project that wraps apps in types of its own.
    static partial void UnwrapOwn(ref Delegate app);

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Without the field, the message names the method that lifted the "
        + "app.")]
    private static Delegate? Lifted(object closure) =>
        closure.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public)
            .Select(field => field.GetValue(closure)).OfType<Delegate>().FirstOrDefault();

    private static bool IsGenerated(Type type) => type.Name.StartsWith('<');

    private static string TypeName(Type type)
    {
        var name = type.Name.Split('`')[0];
        return type.DeclaringType is { } outer ? $"{TypeName(outer)}.{name}" : name;
    }

    // <Outer>b__1_0 is a lambda in Outer, <Outer>g__Inner|1_0 a local function; a program without Main is <Main>$.
    private static string MethodName(string name)
    {
        var end = name.LastIndexOf('>');
        if (!name.StartsWith('<') || end < 0)
            return name;

        var outer = name[1..end].Trim('<', '>', '$');
        var rest = name[(end + 1)..];
        return rest.StartsWith("g__", StringComparison.Ordinal) && rest.IndexOf('|', StringComparison.Ordinal) is > 3 and var bar
            ? $"{outer}.{rest[3..bar]}"
            : outer;
    }
}
