namespace Odagrun.Lab.Web;

/// <summary>What could not be done.</summary>
internal sealed record ErrorView(IReadOnlyList<string> Errors);
