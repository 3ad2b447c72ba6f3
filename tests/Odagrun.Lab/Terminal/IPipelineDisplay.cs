namespace Odagrun.Lab.Terminal;

/// <summary>Shows a pipeline while it runs. Where the events come from is nothing it knows.</summary>
internal interface IPipelineDisplay
{
    /// <summary>Shows all events; returns once the last one is shown.</summary>
    Task ShowAsync(IAsyncEnumerable<PipelineEvent> events, CancellationToken cancellationToken);
}
