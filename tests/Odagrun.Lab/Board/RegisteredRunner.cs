namespace Odagrun.Lab.Board;

/// <summary>A runner made on the server: its token and what it may run.</summary>
internal sealed class RegisteredRunner(int id, string token, LabRunnerOptions options)
{
    public int Id { get; } = id;

    public string Token { get; } = token;

    public LabRunnerOptions Options { get; } = options;

    public bool IsPaused { get; set; }

    /// <summary>By system_id.</summary>
    public Dictionary<string, RunnerManager> Managers { get; } = [];
}
