#pragma warning disable IDE0130 // stands in for the package's type, in its namespace
namespace Microsoft.Azure.Functions.Worker;

/// <summary>A timer's binding.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    /// <summary>NCRONTAB.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>At every start of the lock's holder.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>Whether missed runs are made up for.</summary>
    public bool UseMonitor { get; set; } = true;
}
