using Odagrun.Lab.Board;
using Odagrun.Lab.Web;

namespace Odagrun.Lab;

/// <content>Its runners.</content>
public sealed partial class LabServer
{
    /// <summary>All runners, with what their processes said of themselves.</summary>
    public IReadOnlyList<RunnerView> Runners => Locked(() => Board.Runners.Select(Views.Of).ToList());

    /// <summary>Makes a runner and its token.</summary>
    public LabRunner CreateRunner(LabRunnerOptions? options = null) => Locked(() =>
    {
        var runner = new RegisteredRunner(Board.Runners.Count + 1, Tokens.Runner(), options ?? new LabRunnerOptions());
        Board.Runners.Add(runner);
        Board.QueueChanged();
        return new LabRunner(runner.Id, runner.Token, runner.Options.Description);
    });

    /// <summary>A paused runner gets no jobs.</summary>
    public void SetPaused(LabRunner runner, bool paused) => Locked(() =>
    {
        Board.Runners.Single(r => r.Id == runner.Id).IsPaused = paused;
        Board.QueueChanged();
        return true;
    });

    /// <summary>Revokes a runner's token: it is unknown from now on.</summary>
    public void DeleteRunner(LabRunner runner) => Locked(() => Board.Runners.RemoveAll(r => r.Id == runner.Id));
}
