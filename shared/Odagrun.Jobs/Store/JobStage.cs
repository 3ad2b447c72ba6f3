using System.Text.Json.Serialization;

namespace Odagrun.Jobs.Store;

/// <summary>How far a job has come; it only ever moves forward.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobStage>))]
public enum JobStage
{
    /// <summary>Stored; its image is to be composed.</summary>
    Received,

    /// <summary>Its image and envelope are there; its pod is to be started.</summary>
    Prepared,

    /// <summary>Somebody has begun to start its pod: from here on there may be one.</summary>
    Starting,

    /// <summary>Its pod was made.</summary>
    Started,

    /// <summary>Over. What is left of it is to be removed, and nothing of it may ever start.</summary>
    Finished,
}
