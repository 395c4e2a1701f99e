namespace Gateway.Toolkit;

/// <summary>Binds the parameters of a template to those of a handler, in order of appearance. Done once, at start.</summary>
internal static class HandlerBinding
{
    public static BoundHandler<TResult> Bind<TResult>(Func<Request, TResult> handler) => (request, in match, out result) =>
    {
        result = handler(request);
        return true;
    };

    public static BoundHandler<TResult> Bind<T1, TResult>(Func<Request, T1, TResult> handler)
        where T1 : IParsable<T1> => (request, in match, out result) =>
    {
        result = default;
        if (!match.TryGet<T1>(0, out var first))
            return false;
        result = handler(request, first);
        return true;
    };

    public static BoundHandler<TResult> Bind<T1, T2, TResult>(Func<Request, T1, T2, TResult> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2> => (request, in match, out result) =>
    {
        result = default;
        if (!match.TryGet<T1>(0, out var first) || !match.TryGet<T2>(1, out var second))
            return false;
        result = handler(request, first, second);
        return true;
    };

    public static BoundHandler<TResult> Bind<T1, T2, T3, TResult>(Func<Request, T1, T2, T3, TResult> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2>
        where T3 : IParsable<T3> => (request, in match, out result) =>
    {
        result = default;
        if (!match.TryGet<T1>(0, out var first) || !match.TryGet<T2>(1, out var second) || !match.TryGet<T3>(2, out var third))
            return false;
        result = handler(request, first, second, third);
        return true;
    };

    public static BoundHandler<TResult> Bind<T1, T2, T3, T4, TResult>(Func<Request, T1, T2, T3, T4, TResult> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2>
        where T3 : IParsable<T3>
        where T4 : IParsable<T4> => (request, in match, out result) =>
    {
        result = default;
        if (!match.TryGet<T1>(0, out var first)
            || !match.TryGet<T2>(1, out var second) || !match.TryGet<T3>(2, out var third) || !match.TryGet<T4>(3, out var fourth))
            return false;
        result = handler(request, first, second, third, fourth);
        return true;
    };

    public static BoundHandler<ValueTask<Response>> OfTask(BoundHandler<Task<Response>> bound) => (request, in match, out result) =>
    {
        result = default;
        if (!bound(request, match, out var task))
            return false;

        // A handler that returns no task returns no response either, and is told so.
        result = task is null ? default : new(task);
        return true;
    };
}
