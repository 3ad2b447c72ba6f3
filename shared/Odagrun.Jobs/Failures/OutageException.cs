namespace Odagrun.Jobs.Failures;

/// <summary>
/// Something that every job needs (the cluster, the store) can't be reached now, and was tried for a while already. It is no job's
/// fault: the step at hand is put off, however often, and nothing fails.
/// </summary>
public class OutageException(string message, Exception? inner = null) : IOException(message, inner);
