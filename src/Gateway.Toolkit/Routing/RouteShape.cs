namespace Gateway.Toolkit;

/// <summary>What a parameter's text looks like. No text has two of these shapes, but that every int is a long.</summary>
internal enum RouteShape
{
    Any,
    Alpha,
    Int,
    Long,
    Guid,
    Date,
}
