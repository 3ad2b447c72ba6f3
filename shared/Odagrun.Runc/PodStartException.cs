using Odagrun.Jobs.Pods;

namespace Odagrun.Runc;

/// <summary>A pod can't start; becomes the outcome of the call at its edge.</summary>
internal sealed class PodStartException(PodFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public PodFailure Failure { get; } = failure;
}
