using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Pods;
using Odagrun.Runc.Bundles;
using Odagrun.Runc.Cgroups;
using Odagrun.Runc.Images;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Pods;

/// <summary>Prepares a claimed pod and hands it to its supervisor.</summary>
internal sealed class PodStarter(
    StorePaths paths, ImageStore images, BundleWriter bundles, RunModeProbe modes, CgroupHost cgroups, Supervisor supervisor,
    IOptions<RuncOptions> options, TimeProvider time, ILogger<PodStarter> logger)
{
    /// <summary>Null: the supervisor has the pod. Else nothing runs, and the caller removes the pod's files.</summary>
    public async Task<PodStartOutcome?> LaunchAsync(PodPaths pod, PodRequest request, FileLock claim, CancellationToken cancellationToken)
    {
        try
        {
            var begin = time.GetTimestamp();
            var mode = await modes.GetAsync(cancellationToken).ConfigureAwait(false);
            var plan = cgroups.Plan(mode.IsUserNamespace);
            var image = await images.PrepareAsync(pod, request.Image, request.PullCredentials, cancellationToken).ConfigureAwait(false);
            var pulled = time.GetElapsedTime(begin);

            await bundles.WriteAsync(pod, request, image, mode, plan, cancellationToken).ConfigureAwait(false);
            await PodDeadline.WriteAsync(pod, request.Timeout + options.Value.Overtime, cancellationToken).ConfigureAwait(false);
            var overlay = PodRootFs.Prepare(paths, pod, image, mode);
            if (File.Exists(pod.Cancelled))
            {
                return new PodStartOutcome(PodStartResult.Failed, PodFailure.Deleted, "the pod was deleted before it ran");
            }

            supervisor.Start(pod, request.Timeout, mode, plan, overlay, claim);
            logger.PodPrepared(pod.Job, (long)pulled.TotalMilliseconds, (long)(time.GetElapsedTime(begin) - pulled).TotalMilliseconds);
            return null;
        }
        catch (Exception e) when (StartFailure.From(e, request.Image) is { } failure && !cancellationToken.IsCancellationRequested)
        {
            return failure;
        }
    }
}
