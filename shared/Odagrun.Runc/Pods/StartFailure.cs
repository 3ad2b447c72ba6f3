using System.Net;
using System.Net.Sockets;
using Odagrun.Jobs.Pods;
using Odagrun.Oci.Layers;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Pods;

/// <summary>Turns what went wrong while a pod was prepared into an outcome; null for what nobody foresaw.</summary>
internal static class StartFailure
{
    public static PodStartOutcome? From(Exception error, ImageReference image) => error switch
    {
        PodStartException known => Failed(known.Failure, known.Message),
        LayerFormatException => Failed(PodFailure.ImageInvalid, $"image {image} can't be used: {error.Message}"),
        RegistryException registry => Failed(OfRegistry(registry), $"image {image} could not be pulled: {error.Message}"),
        IOException io when Errno.IsDiskFull(io) =>
            Failed(PodFailure.DiskFull, $"the disk filled up while image {image} was prepared: {error.Message}"),
        HttpRequestException or HttpIOException or TimeoutException or IOException { InnerException: SocketException } =>
            Failed(PodFailure.ImageUnreachable, $"image {image} could not be pulled: {error.Message}"),
        IOException or UnauthorizedAccessException => Failed(PodFailure.StartError, $"the pod could not be prepared: {error.Message}"),
        _ => null,
    };

    private static PodFailure OfRegistry(RegistryException error) =>
        error.IsDenied ? PodFailure.ImageDenied
        : error.Status == HttpStatusCode.NotFound ? PodFailure.ImageNotFound
        : error.Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices ? PodFailure.ImageInvalid
        : PodFailure.ImageUnreachable;

    private static PodStartOutcome Failed(PodFailure failure, string message) => new(PodStartResult.Failed, failure, message);
}
