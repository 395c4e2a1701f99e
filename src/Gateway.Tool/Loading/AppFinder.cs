using System.Reflection;
using System.Runtime.CompilerServices;

namespace Gateway.Tool.Loading;

/// <summary>Finds the app in an assembly: the one that is named, or the only one there is.</summary>
internal sealed class AppFinder
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly List<Type> _types;

    public AppFinder(Assembly assembly)
    {
        Assembly = assembly;
        try
        {
            _types = [.. assembly.GetTypes()];
        }
        catch (ReflectionTypeLoadException error)
        {
            // Types that need something which is missing are no candidates; the others may be enough.
            _types = [.. error.Types.OfType<Type>()];
            Missing = error.LoaderExceptions.OfType<Exception>().FirstOrDefault()?.Message;
        }

        _types.RemoveAll(type => type.ContainsGenericParameters
            || type.IsDefined(typeof(CompilerGeneratedAttribute)) || type.Name.Contains('<', StringComparison.Ordinal));
    }

    public Assembly Assembly { get; }

    /// <summary>Why some types could not be loaded, if so.</summary>
    public string? Missing { get; }

    /// <summary>The app, and its name.</summary>
    /// <exception cref="ToolException">There is none, or more than one; the message lists the candidates.</exception>
    public (LoadedApp App, string Name) Find(AppReference? reference)
    {
        if (reference is { IsFactory: true })
        {
            var factory = ChooseFactory(reference, AppShape.IsAppType, "app");
            return (AppShape.Get(AppFactory.Call(factory, $"{Name(factory)}()")), $"{Name(factory)}()");
        }

        var member = Choose(reference, AppShape.IsApp, "app");
        var name = Name(member);
        return (AppShape.Get(member, name), name);
    }

    /// <summary>The value of a property or a field of a type.</summary>
    /// <exception cref="ToolException">There is none, or more than one; the message lists the candidates.</exception>
    public T Find<T>(AppReference? reference)
    {
        if (reference is { IsFactory: true })
        {
            var factory = ChooseFactory(reference, typeof(T).IsAssignableFrom, typeof(T).Name);
            return (T)AppFactory.Call(factory, $"{Name(factory)}()");
        }

        var member = Choose(reference, member => typeof(T).IsAssignableFrom(AppShape.ValueType(member)), typeof(T).Name);
        return (T)AppShape.GetValue(member, Name(member));
    }

    /// <summary>A static member that is not an app, like middleware.</summary>
    /// <exception cref="ToolException">There is no such member.</exception>
    public IReadOnlyList<MemberInfo> Members(AppReference reference)
    {
        // Middleware often comes from a library.
        var types = _types.Concat(Libraries().Select(library => library.GetType(reference.Type!)).OfType<Type>()).Where(reference.Matches);
        var members = types.SelectMany(type => type.GetMembers(Static)).Where(member => member.Name == reference.Member).ToList();
        return members.Count > 0
            ? members
            : throw new ToolException(
                ExitCode.App, $"There is no static member {reference} in {Assembly.GetName().Name} or what it refers to.");
    }

    private MethodInfo ChooseFactory(AppReference reference, Predicate<Type> isResult, string what) =>
        (MethodInfo)Choose(reference, member => AppFactory.IsFactory(member) && isResult(((MethodInfo)member).ReturnType), what);

    private MemberInfo Choose(AppReference? reference, Predicate<MemberInfo> predicate, string what)
    {
        var all = Where(predicate);
        // Public members are meant for others; the rest are often their parts.
        var open = all.FindAll(IsPublic);
        var candidates = open.Count > 0 ? open : all;
        if (reference is null)
        {
            return candidates is [var only]
                ? only
                : throw NotFound(candidates.Count == 0 ? $"has no {what}" : $"has more than one {what}; name one", candidates, what);
        }

        var named = all.FindAll(app => reference.Matches(app.DeclaringType!) && (reference.Member is null || reference.Member == app.Name));
        return named switch
        {
            [var app] => app,
            [] => throw NotFound($"has no {what} {reference}", candidates, what),
            _ => throw NotFound($"has more than one {what} {reference}; write which", named, what),
        };
    }

    private ToolException NotFound(string problem, List<MemberInfo> candidates, string what)
    {
        var lines = new List<string> { $"{Assembly.GetName().Name} {problem}." };
        lines.AddRange(candidates.Select(app => $"  {Name(app)}").Order(StringComparer.Ordinal));
        if (candidates.Count == 0 && what != "app")
        {
            lines.Add($"It has to be a static property or field of the type {what}.");
        }
        else if (candidates.Count == 0)
        {
            lines.Add(
                "An app is a static method, property or field of the type GatewayApp, AsyncGatewayApp or AsyncIteratorApp, or with that "
                + "signature.");
            lines.AddRange(Where(member => AppFactory.IsFactory(member) && AppShape.IsAppType(((MethodInfo)member).ReturnType))
                .Select(member => $"  {Name(member)}() makes one; name it with the parentheses."));
            lines.AddRange(Where(AppShape.IsAlmostApp).Select(member => $"  {Name(member)} returns "
                + $"{TypeName(((MethodInfo)member).ReturnType)}; an app returns {TypeName(typeof(IEnumerable<ReadOnlyMemory<byte>>))}, "
                + $"{TypeName(typeof(IAsyncEnumerable<ReadOnlyMemory<byte>>))} or a ValueTask of that."));
        }

        if (Missing is not null)
            lines.Add($"Some types could not be loaded: {Missing}");
        return new ToolException(ExitCode.App, string.Join('\n', lines));
    }

    private List<MemberInfo> Where(Predicate<MemberInfo> predicate) =>
        [.. _types.SelectMany(type => type.GetMembers(Static)).Where(member => !member.Name.Contains('<', StringComparison.Ordinal)
            && member is not MethodInfo { IsSpecialName: true } && predicate(member))];

    private IEnumerable<Assembly> Libraries()
    {
        var context = System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(Assembly)!;
        foreach (var name in Assembly.GetReferencedAssemblies().Append(typeof(Environ).Assembly.GetName()))
        {
            Assembly? library = null;
            try
            {
                library = context.LoadFromAssemblyName(name);
            }
            catch (IOException)
            {
                // One that is missing has nothing to find in it; whether it is needed shows elsewhere.
            }

            if (library is not null)
                yield return library;
        }
    }

    private static bool IsPublic(MemberInfo member) => member.DeclaringType!.IsVisible && member switch
    {
        MethodInfo method => method.IsPublic,
        PropertyInfo property => property.GetMethod!.IsPublic,
        FieldInfo field => field.IsPublic,
        _ => false,
    };

    private static string Name(MemberInfo member) => $"{AppReference.Name(member.DeclaringType!)}:{member.Name}";

    private static string TypeName(Type type)
    {
        var name = type.Name.Split('`')[0];
        return type.IsGenericType
            ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>"
            : name == "Byte"
            ? "byte"
            : name;
    }
}
