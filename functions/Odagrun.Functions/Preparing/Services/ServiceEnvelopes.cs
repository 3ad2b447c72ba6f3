using System.Text.Json;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Settings;
using Odagrun.Oci.Images;

namespace Odagrun.Functions.Preparing.Services;

/// <summary>What a service's container and the executor are told about it.</summary>
internal static class ServiceEnvelopes
{
    /// <exception cref="FormatException">It can't be started as it is written.</exception>
    public static PreparedService Of(ServicePlan plan, JobPayload payload, ComposedImage image, ExecutorOptions options)
    {
        var environment = ServiceEnvironment.Of(payload, plan.Written);
        var log = ServiceFiles.Log(plan.Index);
        var envelope = new ServiceEnvelope
        {
            Name = plan.Name,
            Arguments = ServiceCommand.Of(plan.Requested, plan.Written, image.Base),
            Environment = environment,
            WorkingDirectory = image.Base.WorkingDir ?? "/",
            Log = log,
            End = ServiceFiles.End,
        };
        var known = new EnvelopeService
        {
            Name = plan.Requested,
            Aliases = plan.Aliases,
            Ports = options.ServiceTimeout == TimeSpan.Zero ? [] : ServicePorts.Of(plan.Requested, environment, image.Base.ExposedPorts),
            Log = log,
            End = ServiceFiles.End,
            ReadyTimeoutSeconds = (int)options.ServiceTimeout.TotalSeconds,
        };
        return new PreparedService(plan.Index, image.Reference.ToString(),
            JsonSerializer.SerializeToUtf8Bytes(envelope, HandoverJson.Default.ServiceEnvelope), known);
    }
}
