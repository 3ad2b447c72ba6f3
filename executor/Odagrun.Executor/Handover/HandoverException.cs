namespace Odagrun.Executor.Handover;

/// <summary>What the pod should have handed over is missing or cannot be read.</summary>
internal sealed class HandoverException : Exception
{
    internal HandoverException(string message)
        : base(message)
    {
    }

    internal HandoverException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
