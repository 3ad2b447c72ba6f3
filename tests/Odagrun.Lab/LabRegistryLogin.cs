namespace Odagrun.Lab;

/// <summary>A registry login handed to jobs in <c>credentials</c>.</summary>
/// <param name="Host">For example <c>127.0.0.1:5000</c>.</param>
/// <param name="UserName">User.</param>
/// <param name="Password">Password.</param>
public sealed record LabRegistryLogin(string Host, string UserName, string Password);
