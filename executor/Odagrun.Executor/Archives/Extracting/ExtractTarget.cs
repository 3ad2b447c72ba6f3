namespace Odagrun.Executor.Archives.Extracting;

/// <summary>Where to unpack.</summary>
/// <param name="Directory">The project directory, absolute.</param>
/// <param name="TemporaryDirectory">A directory on which the archive may be stored meanwhile; zip is read from its end.</param>
/// <param name="Source">What the archive is, for messages: <c>artifacts of job compile (42)</c>.</param>
internal sealed record ExtractTarget(string Directory, string TemporaryDirectory, string Source);
