namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary>One of <c>variables</c>.</summary>
internal sealed record VariableResponse(string Key, string Value, bool Public, bool File, bool Masked, bool Raw);
