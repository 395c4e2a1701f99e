namespace Gateway.Toolkit;

/// <summary>Where in the path a parameter's value stands.</summary>
internal readonly record struct ValueSlice(int Start, int Length);
