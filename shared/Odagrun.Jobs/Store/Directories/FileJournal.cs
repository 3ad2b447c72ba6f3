using System.Text.Json;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Settings;

namespace Odagrun.Jobs.Store.Directories;

/// <summary>
/// The journal as a file, appended to under a lock: .NET's append mode seeks and writes, which two processes would mix up.
/// </summary>
internal sealed class FileJournal(IOptions<JobsOptions> options) : IJobJournal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly StoreLayout _layout = new(options.Value.Directory);

    public async Task AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(entry, StoreJson.Default.JournalEntry), (byte)'\n'];
        var held = await JobLock.TakeAsync(_layout.JournalLock, Patience, cancellationToken).ConfigureAwait(false)
            ?? throw new IOException($"{_layout.JournalLock} was locked for {Patience}: is a process stuck?");
        await using (held.ConfigureAwait(false))
        {
            await AppendAsync(line, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AppendAsync(byte[] line, CancellationToken cancellationToken)
    {
        var file = new FileStream(_layout.Journal, new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            UnixCreateMode = PrivateFile.FileMode,
            BufferSize = 0,
        });
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(line, cancellationToken).ConfigureAwait(false);
        }
    }
}
