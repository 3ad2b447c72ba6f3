namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary>Answer of <c>/runners/verify</c>.</summary>
internal sealed record VerifyResponse(int Id, string Token, string? TokenExpiresAt);
