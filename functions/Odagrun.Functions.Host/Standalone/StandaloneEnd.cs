namespace Odagrun.Functions.Host.Standalone;

/// <summary>What the program's end came to.</summary>
internal sealed class StandaloneEnd
{
    public int ExitCode { get; set; } = ExitCodes.Ok;
}
