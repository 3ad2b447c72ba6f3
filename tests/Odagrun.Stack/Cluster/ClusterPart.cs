namespace Odagrun.Stack.Cluster;

/// <summary>The programs a cluster is made of, as tests/cluster/part.sh names them.</summary>
public enum ClusterPart
{
    /// <summary>kube-apiserver.</summary>
    ApiServer,

    /// <summary>kube-controller-manager.</summary>
    Controllers,

    /// <summary>kube-scheduler.</summary>
    Scheduler,

    /// <summary>The node's kubelet.</summary>
    Kubelet,

    /// <summary>The cluster's registry.</summary>
    Registry,
}
