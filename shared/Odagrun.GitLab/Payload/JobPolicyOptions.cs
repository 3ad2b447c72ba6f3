using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>Security policy of a job.</summary>
public sealed record JobPolicyOptions
{
    /// <summary>Injected by a policy.</summary>
    [JsonPropertyName("execution_policy_job")]
    public bool? ExecutionPolicyJob { get; init; }

    /// <summary>Its name.</summary>
    [JsonPropertyName("policy_name")]
    public string? PolicyName { get; init; }

    /// <summary>Whether variables may override.</summary>
    [JsonPropertyName("policy_variables_override_allowed")]
    public bool? PolicyVariablesOverrideAllowed { get; init; }

    /// <summary>Exceptions.</summary>
    [JsonPropertyName("policy_variables_override_exceptions")]
    public IReadOnlyList<string>? PolicyVariablesOverrideExceptions { get; init; }
}
