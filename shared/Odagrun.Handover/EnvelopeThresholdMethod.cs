using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>What of a work space is compared with what is stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnvelopeThresholdMethod>))]
public enum EnvelopeThresholdMethod
{
    /// <summary>A hash over paths, modes, sizes and contents.</summary>
    Content,

    /// <summary>The number of files.</summary>
    FileCount,

    /// <summary>Their bytes.</summary>
    Size,

    /// <summary>Nothing: it is always stored.</summary>
    Always,
}
