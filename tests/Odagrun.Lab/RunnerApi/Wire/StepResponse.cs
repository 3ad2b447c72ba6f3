namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary>One of <c>steps</c>.</summary>
internal sealed record StepResponse(string Name, IReadOnlyList<string> Script, int Timeout, string When, bool AllowFailure);
