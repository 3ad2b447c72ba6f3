using Microsoft.Extensions.Logging;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Registry;

/// <summary>What the registry client and the composer log; ids 2000 to 2099.</summary>
internal static partial class RegistryLog
{
    [LoggerMessage(2000, LogLevel.Warning, "{Method} at registry {Registry} is tried again ({Attempt}): {Reason}")]
    public static partial void Retrying(this ILogger logger, string method, string registry, string reason, int attempt);

    [LoggerMessage(2001, LogLevel.Information, "Pushed blob {Digest} ({Size} bytes) to {Registry}/{Repository}")]
    public static partial void BlobPushed(this ILogger logger, Digest digest, long size, string registry, string repository);

    [LoggerMessage(
        2002, LogLevel.Warning, "The upload of blob {Digest} to {Registry}/{Repository} broke and is resumed ({Attempt}): {Reason}")]
    public static partial void UploadResumed(
        this ILogger logger, Digest digest, string registry, string repository, string reason, int attempt);

    [LoggerMessage(2003, LogLevel.Warning,
        "The download of blob {Digest} from {Registry}/{Repository} broke after {Count} bytes and is resumed: {Reason}")]
    public static partial void DownloadResumed(
        this ILogger logger, Digest digest, string registry, string repository, long count, string reason);

    [LoggerMessage(
        2004, LogLevel.Debug, "Registry {Registry} opened an upload instead of mounting {Digest}, and did not cancel it: status {Status}")]
    public static partial void UploadLeftOpen(this ILogger logger, string registry, Digest digest, int status);

    [LoggerMessage(2005, LogLevel.Information, "Composed {Image} from {Base}: {Layers} layers on top, {Bytes} blob bytes sent")]
    public static partial void Composed(this ILogger logger, string image, string @base, int layers, long bytes);

    [LoggerMessage(2006, LogLevel.Information, "Copied base image {Base} to {Repository}: {Bytes} bytes")]
    public static partial void BaseCopied(this ILogger logger, string @base, string repository, long bytes);

    [LoggerMessage(2007, LogLevel.Warning, "{Image} lacks blobs that were there before; all are mounted again")]
    public static partial void BlobsGone(this ILogger logger, string image);

    [LoggerMessage(2008, LogLevel.Warning, "The upload to {Registry}/{Repository} broke and is resumed ({Attempt}): {Reason}")]
    public static partial void PieceResent(this ILogger logger, string registry, string repository, string reason, int attempt);

    [LoggerMessage(2009, LogLevel.Warning, "The upload to {Registry}/{Repository} is begun anew: {Reason}")]
    public static partial void UploadBegunAnew(this ILogger logger, string registry, string repository, string reason);
}
