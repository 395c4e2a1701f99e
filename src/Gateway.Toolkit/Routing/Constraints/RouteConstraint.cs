namespace Gateway.Toolkit;

/// <summary>A condition on the value of a route's parameter, as <c>int</c> is in <c>{id:int}</c>. A value that does not meet it is not
/// found (404).</summary>
/// <remarks>Derive from it for a condition of your own and register that with <see cref="Router.AddConstraint(string, RouteConstraint)"/>.
/// A constraint is called concurrently, with text that any client may send: it must be fast and must not throw.</remarks>
public abstract class RouteConstraint
{
    /// <summary>The least length of a value, in UTF-16 characters. Default: 1, because a parameter is never empty.</summary>
    public virtual int MinLength => 1;

    /// <summary>The greatest length of a value, in UTF-16 characters. Default: any.</summary>
    public virtual int MaxLength => int.MaxValue;

    /// <summary>Decides whether a value meets the condition. Called only for a value whose length is allowed.</summary>
    /// <param name="value">The value as its handler gets it: decoded, so it may hold a slash.</param>
    /// <returns>Whether it does.</returns>
    public abstract bool Matches(ReadOnlySpan<char> value);

    /// <summary>Tells whether every value that meets the condition parses as a type, so that a handler may take it as that. Default:
    /// false.</summary>
    /// <param name="type">The type a handler takes: <see cref="int"/>, <see cref="long"/>, <see cref="Guid"/> or
    /// <see cref="DateOnly"/>.</param>
    /// <returns>Whether it does.</returns>
    public virtual bool Guarantees(Type type) => false;

    /// <summary>Tells whether no value meets both conditions. Default: false.</summary>
    /// <remarks>Two routes that one path could match are refused at start, unless their constraints are disjoint. It is enough that one
    /// of the two says so.
    /// Lengths that exclude each other need not be looked at here.</remarks>
    /// <param name="other">Another constraint.</param>
    /// <returns>Whether they are disjoint.</returns>
    public virtual bool IsDisjointFrom(RouteConstraint other) => false;
}
