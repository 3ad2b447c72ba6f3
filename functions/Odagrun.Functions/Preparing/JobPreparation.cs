using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Tickets;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Preparing;

/// <summary>Payload to image and envelope: names the image, finds the logins, composes.</summary>
internal sealed class JobPreparation(
    IImageComposer composer, ExecutorLayer layer, IOptions<RegistryOptions> registry, IOptions<ExecutorOptions> executor, ILogger<PrepareJob> logger)
{
    public async Task<Preparation> RunAsync(JobName job, StoredAccess access, byte[] raw, CancellationToken cancellationToken)
    {
        ImageChoice choice;
        RegistryCredentials credentials;
        try
        {
            var payload = PayloadJson.Read(raw);
            choice = ImageChoice.Of(payload, executor.Value);
            credentials = JobCredentials.Of(payload, registry.Value);
        }
        catch (FormatException e)
        {
            return Preparation.Refuse(new JobFailure(FailureReason.RunnerConfigurationError, $"The job's image can't be used: {e.Message}"));
        }

        try
        {
            var composed = await ComposeAsync(choice, credentials, cancellationToken);
            logger.Composed(job, composed.Reference.ToString(), composed.BlobBytesSent);
            return new Preparation { Image = composed.Reference.ToString(), Envelope = Envelope(access, job, choice, composed, raw) };
        }
        catch (ImageNotFoundException e)
        {
            return Preparation.Refuse(new JobFailure(FailureReason.RunnerConfigurationError, $"The image '{choice.Requested}' does not exist: {e.Message}"));
        }
        catch (RegistryException e) when (e.IsTransient)
        {
            return new Preparation { Unreachable = e.Message };
        }
        catch (RegistryException e)
        {
            return Preparation.Refuse(RegistryFailure.Of(e, choice.Requested));
        }
    }

    private async Task<ComposedImage> ComposeAsync(ImageChoice choice, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var target = new ImageReference(registry.Value.Host, registry.Value.Repository + "/executor", null, null);
        var request = new ComposeRequest(
            choice.Base,
            target,
            Platform.Current,
            [await layer.GetAsync(target, cancellationToken)],
            new ComposeConfig { Entrypoint = ExecutorEnvironment.Entrypoint },
            credentials);
        return await composer.ComposeAsync(request, cancellationToken);
    }

    private byte[] Envelope(StoredAccess access, JobName job, ImageChoice choice, ComposedImage composed, byte[] raw)
    {
        using var payload = JsonDocument.Parse(raw);
        var envelope = new ExecutorEnvelope
        {
            GitLabUrl = access.Url,
            Runner = new EnvelopeRunner { Name = job.Runner, ShortToken = access.RunnerShortToken, SystemId = access.SystemId },
            Image = new EnvelopeImage
            {
                Requested = choice.Requested,
                Digest = composed.Base.Digest?.ToString(),
                Entrypoint = composed.Base.Entrypoint,
                Cmd = composed.Base.Cmd,
                Composed = composed.Reference.ToString(),
            },
            Tls = TlsOf(access),
            BuildsDir = executor.Value.BuildsDir,
            OutputLimit = executor.Value.OutputLimit,
            Payload = payload.RootElement,
        };
        return JsonSerializer.SerializeToUtf8Bytes(envelope, HandoverJson.Default.ExecutorEnvelope);
    }

    private static EnvelopeTls? TlsOf(StoredAccess access) => access is { Authorities: null, Tls: null } ? null : new EnvelopeTls
    {
        Authorities = access.Authorities,
        Certificate = access.Tls?.CertificateFile is { } certificate ? File.ReadAllText(certificate) : null,
        Key = access.Tls?.KeyFile is { } key ? File.ReadAllText(key) : null,
    };
}
