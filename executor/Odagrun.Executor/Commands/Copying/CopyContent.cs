using System.Text;
using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Commands.Copying;

/// <summary>What is copied: a stream, read as a whole only where variables are replaced or a variable is set.</summary>
internal sealed class CopyContent(Stream stream, string origin, IDisposable? owner = null) : IAsyncDisposable
{
    /// <summary>More than that is no text somebody writes variables into.</summary>
    internal const int LongestText = 64 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Where it comes from, for messages; no login in it.</summary>
    internal string Origin => origin;

    internal Stream Stream { get; private set; } = stream;

    /// <summary>The mode of the file that it is; null where it is none.</summary>
    internal UnixFileMode? Mode { get; private init; }

    internal static CopyContent OfText(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "text");

    internal static CopyContent OfFile(string path, string written)
    {
        if (Directory.Exists(path))
        {
            throw new CommandException($"{written} is a directory; --from_file takes one file");
        }

        try
        {
            var file = new FileStream(path,
                new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete });
            return new CopyContent(file, written) { Mode = File.GetUnixFileMode(file.SafeFileHandle) };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException($"there is no file {written} (looked for at {path}); with --if_exists={written} that is no failure");
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandException($"{written} can't be read by the job's user");
        }
    }

    /// <summary>Replaces the variables in it.</summary>
    internal async Task SubstituteAsync(Func<string, string?> variable, CancellationToken cancellationToken)
    {
        var text = await TextAsync(cancellationToken);
        Stream = new MemoryStream(Encoding.UTF8.GetBytes(Substitution.Apply(text, variable, origin)));
    }

    /// <summary>All of it, as text.</summary>
    internal async Task<string> TextAsync(CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int count; (count = await Stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > LongestText)
            {
                throw new CommandException(
                    $"{origin} has more than {LongestText >> 20} MiB, too much for --substitute and --to_var; copy it to a file as it is");
            }
        }

        try
        {
            return Strict.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (DecoderFallbackException)
        {
            throw new CommandException(
                $"{origin} is no text in UTF-8, which --substitute and --to_var need; without them it can be copied to a file as it is");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        owner?.Dispose();
    }
}
