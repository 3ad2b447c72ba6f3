namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary>One of <c>credentials</c>.</summary>
internal sealed record CredentialResponse(string Type, string Url, string Username, string Password);
