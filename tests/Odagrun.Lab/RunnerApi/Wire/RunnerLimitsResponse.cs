namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary><c>runner_info</c>: the job's time limit in seconds and a name for the runner.</summary>
internal sealed record RunnerLimitsResponse(int Timeout, string RunnerSessionUrl, string Uuid);
