namespace Odagrun.GitLab.Trace;

/// <summary>Opens traces.</summary>
public interface IJobTraceFactory
{
    /// <summary>Opens the trace of a job and starts its send loop; everything written is masked by <paramref name="masker"/>.</summary>
    IJobTrace Open(JobTraceOptions options, Odagrun.Masking.ISecretMasker masker);
}
