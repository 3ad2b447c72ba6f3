namespace Odagrun.Jobs.Store;

/// <summary>How adding a job ended.</summary>
public enum JobAddition
{
    /// <summary>It is stored.</summary>
    Added,

    /// <summary>A job of that name is stored and not over.</summary>
    AlreadyThere,

    /// <summary>A job of that name was stored, and is over.</summary>
    AlreadyOver,
}
