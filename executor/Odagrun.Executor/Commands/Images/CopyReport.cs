using System.Globalization;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Oci.Copying;
using Odagrun.Oci.References;

namespace Odagrun.Executor.Commands.Images;

/// <summary>Copies an image and tells how it goes.</summary>
internal sealed class CopyReport(TimeProvider clock)
{
    internal async Task<CopiedImage> RunAsync(
        CommandCall call, RegistrySession session, CopyRequest request, CancellationToken cancellationToken)
    {
        var line = new ProgressLine(call.Console.Output, clock);
        CopiedImage copied;
        try
        {
            copied = await session.Copier.CopyAsync(request, new Watch(line), cancellationToken);
        }
        finally
        {
            line.End();
        }

        var more = copied.Referrers > 0 ? string.Create(CultureInfo.InvariantCulture, $", with {copied.Referrers} that refer to it") : "";
        call.Print($"{request.Source} → {Name(copied.Reference)}{more}");
        call.Print($"digest {copied.Reference.Digest}");
        call.Print($"{Describe(copied.Totals)} in {ByteText.Seconds(line.Elapsed)}");
        return copied;
    }

    internal static string Name(ImageReference image) => (image with { Digest = image.Tag is null ? image.Digest : null }).ToString();

    internal static string Describe(TransferTotals totals) =>
        $"mounted {ByteText.Of(totals.Mounted)}, skipped {ByteText.Of(totals.Skipped)} that were there, sent {ByteText.Of(totals.Sent)}";

    private sealed class Watch(ProgressLine line) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => line.Show(elapsed => string.Create(
            CultureInfo.InvariantCulture,
            $"copied {ByteText.Of(value.Done)} of {ByteText.Of(value.Total)} ({(value.Total == 0 ? 0 : 100.0 * value.Done / value.Total):0} %), {ByteText.Of(value.Done / elapsed.TotalSeconds)}/s"));
    }
}
