using System.Text.Json.Serialization;
using Odagrun.GitLab.Api;

namespace Odagrun.Jobs.Failures;

/// <summary>
/// Why a job fails before its executor could say so, or after it no longer can: the reason for GitLab and one sentence for people.
/// </summary>
public sealed record JobFailure(
    [property: JsonPropertyName("reason"), JsonConverter(typeof(JsonStringEnumConverter<FailureReason>))] FailureReason Reason,
    [property: JsonPropertyName("message")] string Message);
