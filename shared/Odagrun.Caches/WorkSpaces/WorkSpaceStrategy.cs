namespace Odagrun.Caches.WorkSpaces;

/// <summary>What a job does with a work space, or with the git cache.</summary>
internal enum WorkSpaceStrategy
{
    /// <summary>Uses it, changes nothing.</summary>
    Pull,

    /// <summary>Stores it, does not use it.</summary>
    Push,

    /// <summary>Uses it and stores it.</summary>
    PushPull,

    /// <summary>Uses it, then deletes it.</summary>
    PullClean,

    /// <summary>Deletes it.</summary>
    Clean,
}
