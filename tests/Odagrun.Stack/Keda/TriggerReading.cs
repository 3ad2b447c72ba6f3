namespace Odagrun.Stack.Keda;

/// <summary>What a trigger came to when it was asked.</summary>
public enum TriggerReading
{
    /// <summary>There is nothing to do.</summary>
    Inactive,

    /// <summary>There is something to do.</summary>
    Active,

    /// <summary>It could not be asked.</summary>
    Error,
}
