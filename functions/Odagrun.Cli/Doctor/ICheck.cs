namespace Odagrun.Cli.Doctor;

/// <summary>Looks at one part of an installation. What goes wrong is a finding; an exception is caught and told as one.</summary>
internal interface ICheck
{
    /// <summary>The first part of its findings' names.</summary>
    string Name { get; }

    /// <summary>What is looked at, as findings name it.</summary>
    string Subject { get; }

    Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken);
}
