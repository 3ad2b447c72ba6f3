using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Odagrun.Executor.Jobs;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Http;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;

namespace Odagrun.Executor.Handover;

/// <summary>Opens the envelope and reads GitLab's payload in it.</summary>
internal static class EnvelopeReader
{
    /// <summary>Opens it.</summary>
    /// <exception cref="HandoverException">The file cannot be read, or is no envelope of this job.</exception>
    internal static async Task<T> OpenAsync<T>(HandedOver handed, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            var plain = PayloadSeal.Open(await SealedFile.ReadAsync(handed.EnvelopePath, cancellationToken), handed.Key, handed.JobName);
            return JsonSerializer.Deserialize(plain, type) ?? throw new JsonException("the envelope is null");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or JsonException)
        {
            throw new HandoverException($"the envelope of job {handed.JobName} at {handed.EnvelopePath} cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>What authorises calls about the job: readable even where the rest of the payload is not.</summary>
    /// <exception cref="HandoverException">The payload lacks id or token.</exception>
    internal static JobAccess Access(ExecutorEnvelope envelope, ServerTls? tls)
    {
        var payload = envelope.Payload;
        return payload.ValueKind == JsonValueKind.Object
            && payload.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number)
            && payload.TryGetProperty("token", out var token) && token.ValueKind == JsonValueKind.String
            && token.GetString() is { Length: > 0 } text
                ? new JobAccess(envelope.GitLabUrl, number, text) { Tls = tls }
                : throw new HandoverException("GitLab's job payload has no id or no token, so nothing about the job can be reported");
    }

    /// <summary>Reads the payload.</summary>
    /// <exception cref="JobConfigurationException">A field has a value of the wrong kind; the message names it.</exception>
    internal static JobPayload Payload(ExecutorEnvelope envelope)
    {
        try
        {
            return envelope.Payload.Deserialize(PayloadJson.Default.JobPayload)
                ?? throw new JobConfigurationException("GitLab's job payload is null");
        }
        catch (JsonException e)
        {
            throw new JobConfigurationException(
                $"GitLab's job payload cannot be read at '{e.Path}': its value is not of the kind that GitLab's API describes. "
                + "A proxy that changes answers, or a version of GitLab that differs, may be the cause",
                e);
        }
    }
}
