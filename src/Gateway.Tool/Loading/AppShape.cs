using System.Reflection;

namespace Gateway.Tool.Loading;

/// <summary>Which members are apps: those that C# itself would convert to one of the contract's delegates.</summary>
internal static class AppShape
{
    private static readonly Type[] Delegates = [typeof(GatewayApp), typeof(AsyncGatewayApp), typeof(AsyncIteratorApp)];

    /// <summary>Whether a static method, property or field is an app.</summary>
    public static bool IsApp(MemberInfo member) => member switch
    {
        MethodInfo method => ToDelegate(method) is not null,
        _ => ValueType(member) is { } type && IsAppType(type),
    };

    /// <summary>Whether a method takes what an app takes, and only returns something else.</summary>
    public static bool IsAlmostApp(MemberInfo member) =>
        member is MethodInfo method && !IsApp(method) && method.GetParameters() is [{ } environ, { } startResponse]
        && environ.ParameterType == typeof(Environ) && startResponse.ParameterType == typeof(StartResponse);

    /// <summary>The app that a member is.</summary>
    /// <exception cref="ToolException">It is none, or its property throws.</exception>
    public static LoadedApp Get(MemberInfo member, string name)
    {
        if (member is MethodInfo method)
            return ToApp(ToDelegate(method)!);
        return Get(GetValue(member, name));
    }

    /// <summary>The app that a value is, whose type is an app's.</summary>
    public static LoadedApp Get(object value) => ToApp(value is Delegate app ? app : Convert(value));

    /// <summary>The type of a property that can be read, or of a field.</summary>
    public static Type? ValueType(MemberInfo member) => member switch
    {
        PropertyInfo { GetMethod: { } getter } property when getter.GetParameters().Length == 0 => property.PropertyType,
        FieldInfo field => field.FieldType,
        _ => null,
    };

    /// <exception cref="ToolException">It is null, or cannot be read.</exception>
    public static object GetValue(MemberInfo member, string name)
    {
        try
        {
            return (member is PropertyInfo property ? property.GetValue(null) : ((FieldInfo)member).GetValue(null))
                ?? throw new ToolException(ExitCode.App, $"{name} is null.");
        }
        catch (Exception error) when (error is TargetInvocationException or TypeInitializationException)
        {
            var cause = error.InnerException!;
            throw new ToolException(ExitCode.App, $"{name} cannot be read: {cause.GetType().Name}: {cause.Message}", error);
        }
    }

    /// <summary>Whether values of a type are apps.</summary>
    public static bool IsAppType(Type type) =>
        typeof(Delegate).IsAssignableFrom(type)
            ? type.GetMethod("Invoke") is { } invoke && Delegates.Any(app => HasShape(invoke, app))
            : Conversion(type) is not null;

    private static LoadedApp ToApp(Delegate app) => app switch
    {
        GatewayApp sync => new LoadedApp(sync),
        AsyncGatewayApp async => new LoadedApp(async),
        AsyncIteratorApp iterator => new LoadedApp(iterator.ToAsync()),
        _ => ToApp(Delegates.Where(type => HasShape(app.GetType().GetMethod("Invoke")!, type))
            .Select(type => Delegate.CreateDelegate(type, app, app.GetType().GetMethod("Invoke")!)).First()),
    };

    private static Delegate? ToDelegate(MethodInfo method) => method.IsGenericMethodDefinition
        ? null
        : Delegates.Select(type => Delegate.CreateDelegate(type, method, throwOnBindFailure: false)).FirstOrDefault(app => app is not null);

    private static bool HasShape(MethodInfo invoke, Type app)
    {
        var expected = app.GetMethod("Invoke")!;
        return (expected.ReturnType == invoke.ReturnType
            || (!invoke.ReturnType.IsValueType && expected.ReturnType.IsAssignableFrom(invoke.ReturnType)))
            && invoke.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(
                expected.GetParameters().Select(parameter => parameter.ParameterType));
    }

    private static Delegate Convert(object value) => (Delegate)Conversion(value.GetType())!.Invoke(null, [value])!;

    // The toolkit's Response and Router are apps by an implicit conversion; so may anybody's type be.
    private static MethodInfo? Conversion(Type type)
    {
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            var conversions = declaring.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(
                method => method.Name == "op_Implicit" && method.GetParameters()[0].ParameterType.IsAssignableFrom(type)).ToList();
            if ((conversions.Find(method => method.ReturnType == typeof(AsyncGatewayApp))
                ?? conversions.Find(method => method.ReturnType == typeof(GatewayApp))) is { } found)
                return found;
        }

        return null;
    }
}
