namespace Odagrun.Executor.Commands;

/// <summary>The headings of <c>odagrun --help</c>, in their order.</summary>
internal enum CommandGroup
{
    Images,
    ImageStreams,
    DockerHub,
    Files,
    Executor,
}
