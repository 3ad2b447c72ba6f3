namespace Odagrun.Lab;

/// <summary>A runner of the Lab.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Token">Its authentication token (<c>glrt-…</c>).</param>
/// <param name="Description">Its name.</param>
public sealed record LabRunner(int Id, string Token, string Description);
