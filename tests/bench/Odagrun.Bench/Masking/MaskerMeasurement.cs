using System.Buffers;
using System.Globalization;
using System.Text;
using Odagrun.Masking;
using Odagrun.Stack;

namespace Odagrun.Bench.Masking;

/// <summary>How much log passes the masker in one second of a core, beside sed with the same secrets, and cat as the floor.</summary>
internal sealed class MaskerMeasurement : IMeasurement
{
    private const int Megabytes = 16;
    private const int Times = 3;
    private const int ChunkBytes = 32 * 1024;

    public string Name => "masker";

    public async Task<ResultTable> RunAsync(CancellationToken cancellationToken)
    {
        using var directory = WorkDirectory.Create("bench-masker");
        var secrets = Enumerable.Range(0, 200)
            .Select(i => $"s3cr3t-{Convert.ToHexStringLower(BitConverter.GetBytes(i * 7919))}-{i:D4}-value").ToList();
        var log = Log(secrets[0]);
        await File.WriteAllBytesAsync(directory.File("log"), log, cancellationToken);
        await File.WriteAllLinesAsync(directory.File("20.sed"), secrets.Take(20).Select(Expression), cancellationToken);
        await File.WriteAllLinesAsync(directory.File("200.sed"), secrets.Select(Expression), cancellationToken);

        var table = new ResultTable("Masking a job's log", ["what", "MB per CPU second: min / median / max"]);
        foreach (var count in new[] { 0, 20, 200 })
        {
            table.Add($"odagrun, {count} secrets, each in all its forms", Summary(Own(log, [.. secrets.Take(count)])));
        }

        table.Add("sed, 20 secrets as they are", Summary(
            await OtherAsync($"LC_ALL=C sed -f {directory.File("20.sed")} {directory.File("log")} >/dev/null", cancellationToken)));
        table.Add("sed, 200 secrets as they are", Summary(
            await OtherAsync($"LC_ALL=C sed -f {directory.File("200.sed")} {directory.File("log")} >/dev/null", cancellationToken)));
        table.Add(
            "cat, which masks nothing", Summary(await OtherAsync($"cat {directory.File("log")} | cat >/dev/null", cancellationToken)));
        table.Note(
            $"{Megabytes} MB of a compiler's output with a secret in every thousandth line, in pieces of {ChunkBytes / 1024} KiB. Our masker also looks for tokens by their prefixes.");
        return table;
    }

    private static Sample Own(byte[] log, List<string> secrets)
    {
        var masker = new SecretMasker();
        secrets.ForEach(masker.Add);
        var output = new ArrayBufferWriter<byte>(2 * ChunkBytes);
        var sample = new Sample();
        for (var i = -1; i < Times; i++)
        {
            var stream = masker.OpenStream();
            var began = Environment.CpuUsage.TotalTime;
            foreach (var chunk in log.Chunk(ChunkBytes))
            {
                stream.Write(chunk, output);
                output.ResetWrittenCount();
            }

            stream.Flush(output);
            output.ResetWrittenCount();
            if (i >= 0)
            {
                // The first pays for the JIT.
                sample.Add(Megabytes / (Environment.CpuUsage.TotalTime - began).TotalSeconds);
            }
        }

        return sample;
    }

    private static async Task<Sample> OtherAsync(string line, CancellationToken cancellationToken)
    {
        var sample = new Sample();
        for (var i = 0; i < Times; i++)
        {
            var (_, cpu) = await TimedProcess.RunAsync(line, cancellationToken);
            sample.Add(Megabytes / Math.Max(0.01, cpu / 1000));
        }

        return sample;
    }

    private static byte[] Log(string secret)
    {
        var text = new StringBuilder(Megabytes * 1_000_000);
        for (var line = 0; text.Length < Megabytes * 1_000_000; line++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"gcc -O2 -g -Wall -Wextra -D_GNU_SOURCE -Isrc/include/part{line % 31} -c src/part{line % 31}/file{line}.c -o obj/file{line}.o");
            text.Append(line % 1000 == 0 ? $" --token={secret}\n" : "\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Expression(string secret) => $"s/{secret}/[MASKED]/g";

    private static string Summary(Sample sample) => sample.Summary;
}
