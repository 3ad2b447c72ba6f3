namespace Odagrun.Lab.Git;

/// <summary>A git command failed.</summary>
public sealed class GitException(string message) : Exception(message);
