namespace Odagrun.Stack.Cluster;

/// <summary>kubectl failed; the message holds the command and what it printed.</summary>
public sealed class KubectlException(string message) : Exception(message);
