using System.Reflection;

namespace Gateway.Tool.Loading;

/// <summary>Puts middleware that is named on the command line around an app.</summary>
internal static class MiddlewareFinder
{
    /// <summary>Wraps the app; what is named first is outermost.</summary>
    /// <exception cref="ToolException">There is no such middleware, or it does not fit.</exception>
    public static LoadedApp Wrap(LoadedApp app, AppFinder finder, IEnumerable<string> names) =>
        names.Reverse().Aggregate(app, (wrapped, name) => Wrap(wrapped, finder, name));

    private static LoadedApp Wrap(LoadedApp app, AppFinder finder, string name)
    {
        var reference = AppReference.Parse(name);
        if (reference.Member is null)
            throw new ToolException(ExitCode.Usage, $"--middleware {name} names no member; write Type:Member.");
        var members = finder.Members(reference);
        var sync = members.Select(As<GatewayMiddleware>).FirstOrDefault(middleware => middleware is not null);
        var async = members.Select(As<AsyncGatewayMiddleware>).FirstOrDefault(middleware => middleware is not null);
        if (sync is null && async is null)
            throw new ToolException(
                ExitCode.App,
                $"--middleware {name} is not middleware: it takes no app and returns one, as GatewayMiddleware and AsyncGatewayMiddleware "
                    + "do.");
        return app.Use(sync, async)
            ?? throw new ToolException(
                ExitCode.App, $"--middleware {name} is for synchronous apps, and what it is to wrap is asynchronous.");
    }

    private static T? As<T>(MemberInfo member)
        where T : Delegate => member switch
        {
            MethodInfo { IsGenericMethodDefinition: false } method => (T?)Delegate.CreateDelegate(
                typeof(T), method, throwOnBindFailure: false),
            PropertyInfo { GetMethod: not null } property when typeof(T).IsAssignableFrom(property.PropertyType) => (T?)property
                .GetValue(null),
            FieldInfo field when typeof(T).IsAssignableFrom(field.FieldType) => (T?)field.GetValue(null),
            _ => null,
        };
}
