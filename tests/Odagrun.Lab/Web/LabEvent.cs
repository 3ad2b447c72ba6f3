namespace Odagrun.Lab.Web;

/// <summary>What the event stream sends: the state's version; readers ask again for what they show.</summary>
/// <param name="Version">Grows with each change.</param>
public sealed record LabEvent(long Version);
