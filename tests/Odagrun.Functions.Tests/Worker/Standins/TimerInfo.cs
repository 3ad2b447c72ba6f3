#pragma warning disable IDE0130 // stands in for the package's type, in its namespace
namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is given.</summary>
public sealed class TimerInfo
{
    /// <summary>Whether it should have run before.</summary>
    public bool IsPastDue { get; set; }
}
