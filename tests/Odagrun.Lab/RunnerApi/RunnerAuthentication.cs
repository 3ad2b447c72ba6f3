using Odagrun.Lab.Board;
using Odagrun.Lab.RunnerApi.Wire;

namespace Odagrun.Lab.RunnerApi;

/// <summary>Knows runners by their token and keeps what their processes say of themselves. Runs under the board's gate.</summary>
internal static class RunnerAuthentication
{
    private const string LegacySystemId = "<legacy>";

    public static (RegisteredRunner Runner, RunnerManager Manager)? Find(LabBoard board, RunnerRequest request)
    {
        var runner = board.Runners.FirstOrDefault(r => r.Token == request.Token);
        if (runner is null)
        {
            return null;
        }

        var systemId = request.SystemId ?? LegacySystemId;
        if (!runner.Managers.TryGetValue(systemId, out var manager))
        {
            runner.Managers[systemId] = manager = new RunnerManager(systemId);
        }

        manager.Info = request.Info ?? manager.Info;
        manager.ContactedAt = board.Clock.GetUtcNow();
        return (runner, manager);
    }
}
