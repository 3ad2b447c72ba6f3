using k8s.Models;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>Room given to a job; times are the clock's timestamps. <paramref name="CountedSince"/>: since when its pod is there.</summary>
internal sealed record Reservation(V1PodSpec Pod, PodDemand Demand, long Since, long? CountedSince = null);
