namespace Odagrun.Executor.Jobs;

/// <summary>The job cannot work as it is configured; the message names the field, its value and the remedy.</summary>
internal sealed class JobConfigurationException : Exception
{
    internal JobConfigurationException(string message)
        : base(message)
    {
    }

    internal JobConfigurationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
