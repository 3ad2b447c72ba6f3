namespace Odagrun.Executor.Archives.Collecting;

/// <summary>Finds the files an artifact or a cache is made of.</summary>
internal interface IFileCollector
{
    /// <summary>Walks the project; never follows a symbolic link, never leaves the project.</summary>
    FileSelection Collect(FileQuery query, CancellationToken cancellationToken);
}
