using System.Globalization;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Oci.Building;
using Odagrun.Oci.Pushing;

namespace Odagrun.Executor.Commands.Images;

/// <summary>Tells how a push goes, and what came of it.</summary>
internal sealed class PushReport(CommandCall call, TimeProvider clock) : IProgress<LayerProgress>
{
    private readonly ProgressLine _line = new(call.Console.Output, clock);

    public void Report(LayerProgress value) => _line.Show(elapsed => Describe(value, elapsed));

    internal static string Describe(LayerProgress value, TimeSpan elapsed)
    {
        var share = value.ExpectedTarBytes is { } expected and > 0
            ? string.Create(CultureInfo.InvariantCulture,
                $" of {ByteText.Of(Math.Max(expected, value.TarBytes))} ({Math.Min(100, 100.0 * value.TarBytes / expected):0} %)")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"read {value.Entries} entries, {ByteText.Of(value.TarBytes)}{share}, {ByteText.Of(value.TarBytes / elapsed.TotalSeconds)}/s; sent {ByteText.Of(value.SentBytes)}");
    }

    internal void End() => _line.End();

    internal void Finish(BuiltImage built)
    {
        call.Print($"pushed {CopyReport.Name(built.Reference)}");
        call.Print($"digest {built.Reference.Digest}");
        var tar = built.Layers.Sum(layer => layer.TarBytes);
        var entries = built.Layers.Sum(layer => layer.Entries);
        call.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"{ByteText.Of(built.Size)} in all; new: {entries} entries, {ByteText.Of(tar)}; {CopyReport.Describe(built.Totals)} in {ByteText.Seconds(_line.Elapsed)}"));
    }
}
