namespace Odagrun.Bench;

/// <summary>One section of the bench: measures and gives a table.</summary>
internal interface IMeasurement
{
    /// <summary>How it is named on the command line.</summary>
    string Name { get; }

    /// <summary>Measures; takes minutes at most.</summary>
    Task<ResultTable> RunAsync(CancellationToken cancellationToken);
}
