using System.Globalization;
using Odagrun.Lab.Board;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Traces;

namespace Odagrun.Lab.Pipelines;

/// <summary>Makes runs of jobs: number, token, log file.</summary>
internal sealed class JobFactory(LabBoard board)
{
    public Job Create(Pipeline pipeline, CiJob definition, int attempt)
    {
        var id = board.NextId();
        var trace = Path.Combine(board.Directory, "traces", id.ToString(CultureInfo.InvariantCulture) + ".log");
        return new Job(id, pipeline, definition, Tokens.Job(), new TraceLog(trace))
        {
            CreatedAt = board.Clock.GetUtcNow(),
            Attempt = attempt,
        };
    }
}
