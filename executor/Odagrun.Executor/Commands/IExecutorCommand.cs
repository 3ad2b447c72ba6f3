namespace Odagrun.Executor.Commands;

/// <summary>One thing this program can be called for: by its first argument, or by the name of a link to it.</summary>
internal interface IExecutorCommand
{
    /// <summary>The argument, and the link's name.</summary>
    string Name { get; }

    /// <summary>The heading it stands under in <c>--help</c>.</summary>
    CommandGroup Group => CommandGroup.Executor;

    /// <summary>One line for <c>--help</c>.</summary>
    string Summary { get; }

    /// <summary>Runs it and gives the exit code.</summary>
    Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken);
}
