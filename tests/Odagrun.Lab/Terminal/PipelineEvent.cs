using Odagrun.Lab.Web;

namespace Odagrun.Lab.Terminal;

/// <summary>Something a display shows: a new state of the pipeline, or more of a job's log.</summary>
internal abstract record PipelineEvent
{
    private PipelineEvent()
    {
    }

    /// <summary>The pipeline and its jobs as they are now.</summary>
    public sealed record Changed(PipelineView Pipeline) : PipelineEvent;

    /// <summary>The next bytes of a job's log, as the runner sent them.</summary>
    public sealed record LogWritten(JobView Job, ReadOnlyMemory<byte> Bytes) : PipelineEvent;

    /// <summary>A job's log is complete.</summary>
    public sealed record LogEnded(JobView Job) : PipelineEvent;
}
