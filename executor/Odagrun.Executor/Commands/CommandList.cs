using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Commands.Copying;
using Odagrun.Executor.Commands.DockerHub;
using Odagrun.Executor.Commands.Images;
using Odagrun.Executor.Commands.ImageStreams;
using Odagrun.Executor.Git;

namespace Odagrun.Executor.Commands;

/// <summary>All that this program can be called for.</summary>
internal static class CommandList
{
    internal static CommandTable Create(CommandConsole console, TimeProvider clock) => new(
        [
            new RegistryPushCommand(console, clock),
            new RegistryCopyCommand(console, clock),
            new RegistryTagImageCommand(console, clock),
            new RegistryDeleteTagCommand(console),
            new RegistryDeleteImageCommand(console),
            new RegistryInspectCommand(console),
            new TagStreamCommand(console, clock),
            new DeleteStreamTagCommand(console),
            new DeleteStreamImageCommand(console),
            new SetDescriptionCommand(console, clock),
            new DeleteTagCommand(console, clock),
            new DeleteRepositoryCommand(console, clock),
            new CopyCommand(console, clock),
            new RunJobCommand(clock),
            new RunServiceCommand(clock),
            new GetSourcesCommand(new GitCheckout(clock), new GitInspector(), console.Output, console.Error),
        ],
        console.Output,
        console.Error);
}
