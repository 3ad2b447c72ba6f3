namespace Odagrun.Jobs.Store;

/// <summary>A job has more to store than the store takes. The message names part and sizes; trying again does not help.</summary>
public sealed class PartTooLargeException(string message) : Exception(message);
