namespace Odagrun.ImageStreams;

/// <summary>The image API refuses, or is out of reach; the message says what was tried, what came back and what to do.</summary>
public sealed class ImageStreamException(string message) : Exception(message);
