using Microsoft.Extensions.Logging;
using Odagrun.Jobs.Tickets;
using Odagrun.Oci.References;

namespace Odagrun.Runc;

/// <summary>What pods on this machine log: 6000 to 6099.</summary>
internal static partial class RuncLog
{
    [LoggerMessage(6001, LogLevel.Information, "Unpacked layer {Digest}: {Bytes} bytes in {Milliseconds} ms")]
    public static partial void LayerUnpacked(this ILogger logger, Digest digest, long bytes, long milliseconds);

    [LoggerMessage(6002, LogLevel.Information, "Removed layer {DiffId} ({Bytes} bytes), unused for the longest time")]
    public static partial void LayerSwept(this ILogger logger, string diffId, long bytes);

    [LoggerMessage(6003, LogLevel.Warning, "Pods run without memory, CPU and process limits: {Reason}")]
    public static partial void NoCgroups(this ILogger logger, string reason);

    [LoggerMessage(6004, LogLevel.Information, "Pods run {Mode}")]
    public static partial void Mode(this ILogger logger, string mode);

    [LoggerMessage(6005, LogLevel.Debug, "Pod {Job} is prepared: image {ImageMilliseconds} ms, bundle {BundleMilliseconds} ms")]
    public static partial void PodPrepared(this ILogger logger, JobName job, long imageMilliseconds, long bundleMilliseconds);

    [LoggerMessage(6007, LogLevel.Information, "Pod {Job} runs; its container took {Milliseconds} ms to start")]
    public static partial void PodRuns(this ILogger logger, JobName job, long milliseconds);

    [LoggerMessage(6006, LogLevel.Warning, "Pod {Job} did not end when asked; killed after {Grace}")]
    public static partial void PodKilled(this ILogger logger, JobName job, TimeSpan grace);

    [LoggerMessage(6008, LogLevel.Warning, "Layer {DiffId} was not on the disk yet when the machine stopped; it is unpacked anew")]
    public static partial void LayerDamaged(this ILogger logger, string diffId);

    [LoggerMessage(6009, LogLevel.Warning,
        "Unpacked layers could not be brought to the disk, and would be unpacked anew after a restart of the machine: {Reason}")]
    public static partial void LayersNotSealed(this ILogger logger, string reason);

    [LoggerMessage(6010, LogLevel.Debug, "Removed {Count} manifests and configs; no pod asked for any of them since {Since}")]
    public static partial void ImagesSwept(this ILogger logger, int count, DateTime since);
}
