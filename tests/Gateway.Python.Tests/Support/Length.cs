namespace Gateway.Python.Tests.Support;

/// <summary>How much a test does that shows more the longer it takes.</summary>
internal static class Length
{
    /// <summary>The variable that asks for the long forms, which take minutes.</summary>
    public const string Variable = "GATEWAY_TESTS_LONG";

    public static int Of(int usual, int whole) => Environment.GetEnvironmentVariable(Variable) == "1" ? whole : usual;
}
