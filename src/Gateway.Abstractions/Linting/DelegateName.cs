using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Gateway;

/// <summary>What to call an app in a message: the type and the method that somebody wrote, not what the compiler made of them.</summary>
internal static class DelegateName
{
    public static string Of(Delegate app)
    {
        app = Unwrap(app);
        var type = app.Target is { } target && !IsGenerated(target.GetType()) ? target.GetType() : app.Method.DeclaringType;
        while (type is not null && IsGenerated(type) && type.DeclaringType is { } outer)
            type = outer;
        return type is null ? MethodName(app.Method.Name) : $"{TypeName(type)}.{MethodName(app.Method.Name)}";
    }

    private static Delegate Unwrap(Delegate app) => app.Target switch
    {
        CheckedApp inner => Unwrap(inner.App),
        CheckedAsyncApp inner => Unwrap(inner.App),
        { } closure when app.Method.DeclaringType?.DeclaringType == typeof(AppExtensions) && Lifted(closure) is { } inner => Unwrap(inner),
        _ => app,
    };

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Only a name for a message: without the field, it is the name of what lifted the app.")]
    private static Delegate? Lifted(object closure) =>
        closure.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public).Select(field => field.GetValue(closure)).OfType<Delegate>().FirstOrDefault();

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
        return rest.StartsWith("g__", StringComparison.Ordinal) && rest.IndexOf('|', StringComparison.Ordinal) is > 3 and var bar ? $"{outer}.{rest[3..bar]}" : outer;
    }
}
