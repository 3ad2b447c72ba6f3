namespace Odagrun.Jobs.Pods;

/// <summary>Why a pod did not start, or ended without the executor's own word.</summary>
public enum PodFailure
{
    /// <summary>The image does not exist.</summary>
    ImageNotFound,

    /// <summary>The registry refuses the image.</summary>
    ImageDenied,

    /// <summary>The registry could not be reached, or broke off.</summary>
    ImageUnreachable,

    /// <summary>The image is there and can't be used: wrong platform, unsafe layer, broken content.</summary>
    ImageInvalid,

    /// <summary>
    /// The pod can't be made as it is wished or configured: a refused overwrite, more than any node has, a missing Secret.
    /// </summary>
    Configuration,

    /// <summary>The cluster's admission control or the function app's rights refuse the pod.</summary>
    Refused,

    /// <summary>The container could not be made from the image.</summary>
    StartError,

    /// <summary>Killed for exceeding its memory limit.</summary>
    OutOfMemory,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>Its time was over.</summary>
    DeadlineExceeded,

    /// <summary>Killed by a signal from outside.</summary>
    Killed,

    /// <summary>Deleted by somebody.</summary>
    Deleted,

    /// <summary>Evicted by the cluster, because the node was short of something or is drained.</summary>
    Evicted,

    /// <summary>Taken away for a pod of higher priority, or with a spot node.</summary>
    Preempted,

    /// <summary>The node is gone.</summary>
    NodeLost,

    /// <summary>The executor ended with an exit code and without a termination message.</summary>
    ExecutorCrashed,
}
