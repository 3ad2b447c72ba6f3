namespace Odagrun.Caches.Yaml;

/// <summary>A text that would cost more to read than it may.</summary>
internal sealed class YamlTooLargeException(string message) : Exception(message);
