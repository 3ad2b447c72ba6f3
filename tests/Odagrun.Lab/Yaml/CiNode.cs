namespace Odagrun.Lab.Yaml;

/// <summary>A node of a configuration, with the line it came from for error messages.</summary>
internal abstract record CiNode(int Line);
