namespace Odagrun.Executor.Archives;

/// <summary>An archive cannot be written or read as asked; the message names the archive and the entry or file.</summary>
internal sealed class ArchiveException : Exception
{
    internal ArchiveException(string message)
        : base(message)
    {
    }

    internal ArchiveException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
