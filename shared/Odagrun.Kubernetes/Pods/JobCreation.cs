using k8s;
using k8s.Models;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Api;
using Odagrun.Kubernetes.Following;
using Odagrun.Kubernetes.Manifests;
using Odagrun.Kubernetes.Rooms;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Pods;

/// <summary>Makes a job's batch/v1 Job, or finds it made. It does not wait for the pod: who follows the job sees that.</summary>
internal sealed class JobCreation(
    ClusterConnection connection, ClusterWatches watches, ClusterFacts facts, PullSecretWriter pullSecrets,
    IOptions<KubernetesPodOptions> pods, IOptions<KubernetesOptions> cluster, IRooms? rooms = null)
{
    public async Task<PodStartOutcome> CreateAsync(PodRequest request, CancellationToken cancellationToken)
    {
        var features = await facts.GetAsync(cancellationToken).ConfigureAwait(false);
        var manifest = JobManifest.Build(request, pods.Value, cluster.Value, features);
        if (manifest.Job is not { } job)
        {
            return new PodStartOutcome(PodStartResult.Failed, PodFailure.Configuration, manifest.Problem);
        }

        // Whose pods are counted is read from the watches; a Job that is there already has its room.
        using var use = await watches.UseAsync(cancellationToken).ConfigureAwait(false);
        if (watches.View(request.Job).LiveJob is not null)
        {
            return await FindAsync(job.Metadata.Name, cancellationToken).ConfigureAwait(false);
        }

        var name = request.Job.ToString();
        var room = rooms is null ? Room.Here
            : await rooms.TakeAsync(name, job.Spec.Template.Spec, watches.HasPod, cancellationToken).ConfigureAwait(false);
        return room.Result switch
        {
            RoomResult.FitsLater => new PodStartOutcome(PodStartResult.NoRoom, Message: room.Sentence),
            RoomResult.NeverFits => new PodStartOutcome(PodStartResult.Failed, PodFailure.Configuration, room.Sentence),
            _ => await MakeAsync(name, request, job, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<PodStartOutcome> MakeAsync(string name, PodRequest request, V1Job job, CancellationToken cancellationToken)
    {
        var outcome = await SendAsync(request, job, cancellationToken).ConfigureAwait(false);
        if (outcome.Result is not (PodStartResult.Started or PodStartResult.AlreadyThere))
        {
            rooms?.Release(name);
        }

        return outcome;
    }

    private async Task<PodStartOutcome> SendAsync(PodRequest request, V1Job job, CancellationToken cancellationToken)
    {
        try
        {
            await pullSecrets.EnsureAsync(request, cancellationToken).ConfigureAwait(false);
            var made = await connection.Client.BatchV1.CreateNamespacedJobAsync(job, connection.Namespace,
                cancellationToken: cancellationToken).ConfigureAwait(false);
            watches.Jobs.Offer(made);
            return new PodStartOutcome(PodStartResult.Started, PodId: made.Metadata.Uid);
        }
        catch (KubernetesApiException e) when (e.IsAlreadyExists)
        {
            return await FindAsync(job.Metadata.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesApiException e) when (!e.IsTransient)
        {
            var (failure, message) = Refusals.OfJob(e);
            return failure is null
                ? new PodStartOutcome(PodStartResult.NoRoom, Message: message)
                : new PodStartOutcome(PodStartResult.Failed, failure, message);
        }
    }

    private async Task<PodStartOutcome> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var there = await connection.Client.BatchV1.ReadNamespacedJobAsync(name, connection.Namespace,
                cancellationToken: cancellationToken).ConfigureAwait(false);
            if (!IsOurs(there))
            {
                return new PodStartOutcome(
                    PodStartResult.Failed,
                    PodFailure.Configuration,
                    $"namespace {connection.Namespace} has a Job {name} of somebody else; give this installation's runner another name, or another namespace");
            }

            watches.Jobs.Offer(there);
            return there.Metadata.DeletionTimestamp is null
                ? new PodStartOutcome(PodStartResult.AlreadyThere, PodId: there.Metadata.Uid)
                : new PodStartOutcome(PodStartResult.NoRoom, Message: "the job's former pod is still being removed");
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return new PodStartOutcome(PodStartResult.NoRoom, Message: "the job's former pod was just removed");
        }
    }

    private bool IsOurs(V1Job job) =>
        job.Metadata.Labels is { } labels
        && labels.TryGetValue(ObjectLabels.ManagedBy, out var manager) && manager == ObjectLabels.Manager
        && labels.TryGetValue(ObjectLabels.Installation, out var installation) && installation == connection.Installation;
}
