namespace Odagrun.Functions.Definitions;

/// <summary>One function: its name, and what triggers it.</summary>
internal abstract record FunctionDefinition(string Name);
