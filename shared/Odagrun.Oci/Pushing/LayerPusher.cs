using System.Net;
using Microsoft.Extensions.Logging;
using Odagrun.Oci.Images;
using Odagrun.Oci.Layers;
using Odagrun.Oci.Pushing.Packing;
using Odagrun.Oci.Pushing.Sending;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Pushing;

/// <inheritdoc cref="ILayerPusher"/>
internal sealed class LayerPusher(
    IHttpClientFactory clients, RegistryEndpoints endpoints, Backoff backoff, ILogger<LayerPusher> log) : ILayerPusher
{
    private const int Beginnings = 3;

    public async Task<PushedLayer> PushAsync(
        ImageReference target,
        ILayerContent content,
        LayerPushOptions options,
        RegistryCredentials credentials,
        IProgress<LayerProgress>? progress,
        CancellationToken cancellationToken)
    {
        var http = new RegistryHttp(clients, endpoints, target, credentials);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var expected = progress is null ? Task.FromResult<long?>(null) : Task.Run(() => content.EstimateTarBytes(over.Token), over.Token);
        try
        {
            return await PushAsync(http, content, options, new Reporting(progress, expected), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await ((Task)expected).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<PushedLayer> PushAsync(
        RegistryHttp http, ILayerContent content, LayerPushOptions options, Reporting progress, CancellationToken cancellationToken)
    {
        for (var beginning = 1; ; beginning++)
        {
            try
            {
                return await PushOnceAsync(http, content, options, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (UploadLostException e) when (beginning < Beginnings)
            {
                // The entries are read again; what was to be said of them is said.
                log.UploadBegunAnew(http.Image.Registry, http.Image.Repository, e.Message);
                options = options with { Warn = null };
            }
            catch (UploadLostException e)
            {
                throw new RegistryException(
                    $"{e.Message}; it was begun {Beginnings} times", HttpStatusCode.BadGateway, "BLOB_UPLOAD_UNKNOWN", e);
            }
        }
    }

    private async Task<PushedLayer> PushOnceAsync(
        RegistryHttp http, ILayerContent content, LayerPushOptions options, Reporting progress, CancellationToken cancellationToken)
    {
        using var format = BlockFormats.Create(options);
        var upload = new StreamedUpload(http, backoff, log);
        await using var ending = upload.ConfigureAwait(false);
        await upload.BeginAsync(cancellationToken).ConfigureAwait(false);
        var line = new PackingLine(content, options, format, cancellationToken);
        await using var stopping = line.ConfigureAwait(false);
        await foreach (var bytes in line.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            await upload.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            await progress.ReportAsync(line, upload.Acknowledged).ConfigureAwait(false);
        }

        var diffId = await line.DiffIdAsync().ConfigureAwait(false);
        var digest = await upload.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await progress.ReportAsync(line, upload.Count).ConfigureAwait(false);
        var descriptor = new Descriptor { MediaType = format.MediaType, Digest = digest, Size = upload.Count };
        return new PushedLayer(new WrittenLayer(descriptor, diffId), line.Entries, line.TarBytes);
    }

    private sealed class Reporting(IProgress<LayerProgress>? progress, Task<long?> expected)
    {
        public async Task ReportAsync(PackingLine line, long sent) =>
            progress?.Report(new LayerProgress(
                line.Entries, line.TarBytes, expected.IsCompletedSuccessfully ? await expected.ConfigureAwait(false) : null, sent));
    }
}
