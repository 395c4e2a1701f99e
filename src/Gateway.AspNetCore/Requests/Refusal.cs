namespace Gateway.AspNetCore.Requests;

/// <summary>Why a request is answered without asking the app.</summary>
internal sealed record Refusal(int StatusCode, string Reason);
