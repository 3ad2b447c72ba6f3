using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>What an entry of <see cref="EnvelopeCaches"/> is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnvelopeCacheKind>))]
public enum EnvelopeCacheKind
{
    /// <summary>An entry of <c>cache:</c>.</summary>
    Cache,

    /// <summary>An entry of WORK_SPACES.</summary>
    WorkSpace,

    /// <summary>GIT_CACHE_STRATEGY: the objects of the project's repository.</summary>
    Git,
}
