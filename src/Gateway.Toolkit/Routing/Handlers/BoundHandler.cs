namespace Gateway.Toolkit;

/// <summary>A handler that takes its values from the match.</summary>
/// <returns>False if a value is not of the type the handler takes; it was not called then.</returns>
internal delegate bool BoundHandler<TResult>(Request request, in RouteMatch match, out TResult? result);
