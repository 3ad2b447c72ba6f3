#pragma warning disable IDE0130 // stands in for the package's type, in its namespace
namespace Microsoft.Azure.Functions.Worker;

/// <summary>A queue's binding.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    /// <summary>The queue.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>The setting with the connection string.</summary>
    public string? Connection { get; set; }
}
