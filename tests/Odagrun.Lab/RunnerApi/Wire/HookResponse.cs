namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary>One of <c>hooks</c>.</summary>
internal sealed record HookResponse(string Name, IReadOnlyList<string> Script);
