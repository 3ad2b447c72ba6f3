using System.Globalization;
using System.Text;
using Odagrun.Executor.Commands;
using Odagrun.Oci.Layers;

namespace Odagrun.Executor.Layer;

/// <summary>Lays the executor out as it lies in every job's image, and writes that as a layer.</summary>
internal sealed class LayerBuilder(string published, IReadOnlyList<SharedLibrary> libraries)
{
    private const string CertificateAuthorities = "/etc/ssl/certs/ca-certificates.crt";

    // Nobody writes here: a script that could replace a library before it is loaded would be inside the process that holds the secrets.
    private const UnixFileMode Program = (UnixFileMode)0x16D; // r-xr-xr-x
    private const UnixFileMode Data = (UnixFileMode)0x124; // r--r--r--
    private const UnixFileMode ForAll = (UnixFileMode)0x3FF; // rwxrwxrwt

    /// <summary>Writes <c>layer.tar.gz</c> and <c>layer.json</c> into <paramref name="output"/>.</summary>
    internal async Task<WrittenLayer> WriteAsync(string output, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(output);
        var layer = Compose();
        var archive = Path.Combine(output, "layer.tar.gz");
        WrittenLayer written;
        await using (var file = File.Create(archive + ".new"))
        {
            written = await layer.WriteAsync(file, cancellationToken);
        }

        File.Move(archive + ".new", archive, overwrite: true);
        var json = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"mediaType":"{{written.Descriptor.MediaType}}","digest":"{{written.Descriptor.Digest}}","diffId":"{{written.DiffId}}","size":{{written.Descriptor.Size}}}""");
        await File.WriteAllTextAsync(Path.Combine(output, "layer.json"), json + "\n", cancellationToken);
        return written;
    }

    private LayerWriter Compose()
    {
        var layer = new LayerWriter(new LayerWriterOptions { Gzip = stored => new SmallestGzipStream(stored) });
        layer.AddFile(".odagrun/bin/odagrun", new FileInfo(Path.Combine(published, "odagrun")), Program);
        foreach (var command in CommandNames.Integrated)
        {
            layer.AddSymbolicLink($".odagrun/bin/{command}", CommandNames.Program);
        }

        foreach (var library in libraries)
        {
            layer.AddFile(".odagrun/lib/" + library.Name, library.File, Program);
        }

        foreach (var library in Directory.EnumerateFiles(published, "*.so"))
        {
            layer.AddFile(".odagrun/lib/" + Path.GetFileName(library), new FileInfo(library), Program);
        }

        layer.AddFile(".odagrun/etc/ca.pem", new FileInfo(CertificateAuthorities), Data);
        // The image's own OpenSSL configuration is for another OpenSSL; this one keeps ours from reading it.
        layer.AddFile(".odagrun/etc/openssl.cnf", Encoding.ASCII.GetBytes("# The defaults are what is wanted.\n"), Data);
        foreach (var directory in (string[])[".odagrun", ".odagrun/bin", ".odagrun/etc", ".odagrun/job", ".odagrun/lib"])
        {
            layer.AddDirectory(directory, Program);
        }

        layer.AddDirectory("builds");
        layer.AddDirectory("tmp", ForAll);
        return layer;
    }
}
