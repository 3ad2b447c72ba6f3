using Odagrun.Handover;

namespace Odagrun.Functions.Preparing.Services;

/// <summary>
/// A service that is ready to start: its composed image, with digest; what its container reads; what the executor knows of it.
/// </summary>
internal sealed record PreparedService(int Index, string Image, ReadOnlyMemory<byte> Envelope, EnvelopeService Known);
