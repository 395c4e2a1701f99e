namespace Gateway.Fuzzing.Engine;

/// <summary>Choices of a seeded generator.</summary>
internal static class Picking
{
    public static T Pick<T>(this Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    public static bool Chance(this Random random, int percent) => random.Next(100) < percent;
}
