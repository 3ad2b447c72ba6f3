using System.Diagnostics.CodeAnalysis;

namespace Odagrun.Executor.Jobs;

/// <summary>How far a job has come; the first failure is the job's.</summary>
internal sealed class JobProgress
{
    /// <summary>Null as long as all goes well.</summary>
    internal JobFailure? Failure { get; private set; }

    /// <summary>The job's own script has been started: from here on after_script has its turn.</summary>
    internal bool ScriptStarted { get; set; }

    /// <summary>GitLab wants the job stopped, its after_script still run.</summary>
    internal bool Canceled { get; set; }

    /// <summary>Nothing more is to be run but the clean-up.</summary>
    internal bool IsOver { get; set; }

    /// <summary>No failure, no cancel.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    internal bool IsGood => Failure is null;

    /// <summary>Milliseconds by section.</summary>
    internal Dictionary<string, long> Phases { get; } = [];

    internal void Record(JobFailure? failure) => Failure ??= failure;
}
