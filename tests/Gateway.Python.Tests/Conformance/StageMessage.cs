namespace Gateway.Python.Tests.Conformance;

/// <summary>What the Python side says: a question, or what became of an order.</summary>
internal sealed record StageMessage(
    string? Ask, Dictionary<string, System.Text.Json.JsonElement>? Environ, string? Result, string? Error, string? Message, int? Number);
