namespace Odagrun.Executor.Shells;

/// <summary>A script that cannot be run as it is; the message names the script, the line and the remedy.</summary>
internal sealed class ScriptException(string message) : Exception(message);
