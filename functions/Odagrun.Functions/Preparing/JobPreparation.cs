using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Caching;
using Odagrun.Functions.Preparing.Services;
using Odagrun.Functions.Starting;
using Odagrun.Functions.Sweeping;
using Odagrun.Functions.Tickets;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;
using Odagrun.Oci.Images;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Preparing;

/// <summary>Payload to images and envelopes: names the images, finds the logins, composes.</summary>
internal sealed class JobPreparation(
    ImageComposition composition, JobCaches jobCaches, UsageMarks marks, IOptions<RegistryOptions> registry,
    IOptions<ExecutorOptions> executor, ILogger<PrepareJob> logger)
{
    public async Task<Preparation> RunAsync(JobName job, StoredAccess access, byte[] raw, CancellationToken cancellationToken)
    {
        JobPayload payload;
        ImageChoice choice;
        RegistryCredentials credentials;
        try
        {
            payload = RegistryAccess.AddVariable(PayloadJson.Read(raw), registry.Value);
            choice = RegistryAccess.Place(ImageChoice.Of(payload, executor.Value), payload, registry.Value);
            credentials = JobCredentials.Of(payload, registry.Value);
        }
        catch (FormatException e)
        {
            return Refuse($"The job's image can't be used: {e.Message}");
        }

        FoundCaches caches;
        try
        {
            caches = await jobCaches.FindAsync(job, access, payload, cancellationToken);
        }
        catch (FormatException e)
        {
            return Refuse($"What the job restores and stores can't be read: {e.Message}");
        }

        try
        {
            var services = ServicePlan.Of(payload);
            PodWishes.Check(payload);
            return await ComposeAsync(job, access, raw, payload, choice, services, caches, credentials, cancellationToken);
        }
        catch (FormatException e)
        {
            return Refuse($"The job's pod can't be made as the job describes it: {e.Message}");
        }
    }

    private async Task<Preparation> ComposeAsync(
        JobName job, StoredAccess access, byte[] raw, JobPayload payload, ImageChoice choice, IReadOnlyList<ServicePlan> plans,
        FoundCaches caches, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var composing = plans
            .Select(plan => composition.RunAsync(
                plan.Requested, plan.Image, plan.Platform, ExecutorEnvironment.ServiceEntrypoint, [], credentials, cancellationToken))
            .Prepend(ComposeJobAsync(choice, caches, credentials, cancellationToken));
        var compositions = await Task.WhenAll(composing);
        if (compositions[0].Problem is not null && caches.Layers.Count > 0)
        {
            caches = await jobCaches.WithoutLostAsync(caches, cancellationToken);
            compositions[0] = await ComposeJobAsync(choice, caches, credentials, cancellationToken);
        }

        // What can never work is said before what may work later.
        var problems = compositions.Select(each => each.Problem).OfType<Preparation>().ToList();
        if (problems.Find(problem => problem.Failure is not null) is { } refused)
        {
            return refused;
        }

        if (problems.Count > 0)
        {
            return problems[0];
        }

        await marks.SetAsync(
            [.. compositions.Select(each => each.Image!.Reference), .. caches.References(registry.Value.Host)], cancellationToken);
        foreach (var each in compositions)
        {
            logger.Composed(job, each.Image!.Reference.ToString(), each.Image.BlobBytesSent);
        }

        var services = plans.Select((plan, at) => ServiceEnvelopes.Of(plan, payload, compositions[at + 1].Image!, executor.Value)).ToList();
        var composed = compositions[0].Image!;
        return new Preparation
        {
            Image = composed.Reference.ToString(),
            Envelope = Envelope(access, job, choice, composed, services, caches.Envelope, RegistryAccess.Of(payload, registry.Value), raw),
            Services = services,
            Caches = [.. caches.Used.Select(entry => entry.Found!.Digest)],
        };
    }

    private Task<Composition> ComposeJobAsync(
        ImageChoice choice, FoundCaches caches, RegistryCredentials credentials, CancellationToken cancellationToken) =>
        composition.RunAsync(
            choice.Requested, choice.Base, choice.Platform, ExecutorEnvironment.Entrypoint, caches.Layers, credentials, cancellationToken);

    private static Preparation Refuse(string why) => Preparation.Refuse(new JobFailure(FailureReason.RunnerConfigurationError, why));

    private byte[] Envelope(
        StoredAccess access,
        JobName job,
        ImageChoice choice,
        ComposedImage composed,
        IReadOnlyList<PreparedService> services,
        EnvelopeCaches? caches,
        EnvelopeRegistry registries,
        byte[] raw)
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
            Services = [.. services.Select(service => service.Known)],
            Registry = registries,
            Caches = caches,
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
