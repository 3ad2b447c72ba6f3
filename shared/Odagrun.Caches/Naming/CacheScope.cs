namespace Odagrun.Caches.Naming;

/// <summary>Who shares what is stored.</summary>
public enum CacheScope
{
    /// <summary>All projects of the installation.</summary>
    Global,

    /// <summary>All jobs of a project.</summary>
    Project,

    /// <summary>The jobs of one branch or tag.</summary>
    Branch,

    /// <summary>The jobs of one pipeline.</summary>
    Pipeline,
}
