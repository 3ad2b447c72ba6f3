using System.Text;
using System.Text.Json;
using Odagrun.Handover;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Store.Directories;

/// <summary>One job's files.</summary>
internal sealed class JobDirectory(string path, JobName job)
{
    public string Path { get; } = path;

    public async Task FillAsync(JobRecord record, StoredAccess access, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var key = JobKey.Create();
        await PrivateFile.CreateAsync(File(StoreLayout.KeyFile), Encoding.ASCII.GetBytes(key.ToBase64()), cancellationToken)
            .ConfigureAwait(false);
        await SealAsync(JobPart.Access, JsonSerializer.SerializeToUtf8Bytes(access, StoreJson.Default.StoredAccess), key, cancellationToken)
            .ConfigureAwait(false);
        await SealAsync(JobPart.Payload, payload, key, cancellationToken).ConfigureAwait(false);
        await WriteRecordAsync(record, cancellationToken).ConfigureAwait(false);
    }

    public Task WriteRecordAsync(JobRecord record, CancellationToken cancellationToken) =>
        PrivateFile.ReplaceAsync(
            File(StoreLayout.RecordFile), JsonSerializer.SerializeToUtf8Bytes(record, StoreJson.Default.JobRecord), cancellationToken);

    public async Task<JobRecord?> ReadRecordAsync(CancellationToken cancellationToken)
    {
        var file = File(StoreLayout.RecordFile);
        try
        {
            return await PrivateFile.ReadAsync(file, cancellationToken).ConfigureAwait(false) is { } bytes
                ? JsonSerializer.Deserialize(bytes, StoreJson.Default.JobRecord)
                : null;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"the stored record {file} is damaged: {e.Message}; remove the directory {Path} to give the job up", e);
        }
    }

    public Task WriteAsync(JobPart part, ReadOnlyMemory<byte> content, JobKey key, CancellationToken cancellationToken) =>
        SealAsync(part, content, key, cancellationToken);

    public async Task<byte[]?> TryReadAsync(JobPart part, CancellationToken cancellationToken) =>
        await TryReadSealedAsync(part, cancellationToken).ConfigureAwait(false) is { } sealedPart
            ? PayloadSeal.Open(sealedPart.Content.Span, sealedPart.Key, job.ToString())
            : null;

    public async Task<SealedPart?> TryReadSealedAsync(JobPart part, CancellationToken cancellationToken)
    {
        var key = await PrivateFile.ReadAsync(File(StoreLayout.KeyFile), cancellationToken).ConfigureAwait(false);
        var content = await PrivateFile.ReadAsync(File(StoreLayout.PartFile(part)), cancellationToken).ConfigureAwait(false);
        return key is null || content is null ? null : new SealedPart(content, part.KeyFrom(JobKey.Parse(Encoding.ASCII.GetString(key))));
    }

    // The key goes first: whatever a crash leaves of the rest can't be read any more.
    public void RemoveSecrets()
    {
        System.IO.File.Delete(File(StoreLayout.KeyFile));
        foreach (var file in Directory.EnumerateFiles(Path).Where(file => System.IO.Path.GetFileName(file) != StoreLayout.RecordFile))
        {
            System.IO.File.Delete(file);
        }
    }

    public void Remove()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private Task SealAsync(JobPart part, ReadOnlyMemory<byte> content, JobKey key, CancellationToken cancellationToken) =>
        PrivateFile.ReplaceAsync(
            File(StoreLayout.PartFile(part)), PayloadSeal.Seal(content.Span, part.KeyFrom(key), job.ToString()), cancellationToken);

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
