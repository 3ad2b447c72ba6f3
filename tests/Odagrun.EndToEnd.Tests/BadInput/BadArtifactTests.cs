using System.IO.Compression;
using System.Text;

namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>Artifacts that lead out of the project.</summary>
[Collection(nameof(SharedRig))]
public sealed class BadArtifactTests(SharedRig shared)
{
    private const string Pipeline =
        """
        stages: [make, use]
        .make: { stage: make, image: IMAGE, artifacts: { paths: [out.txt] }, script: [echo result > out.txt] }
        .use: { stage: use, image: IMAGE, script: [cat out.txt] }
        outside:
          extends: .make
          artifacts: { paths: [/etc/passwd, ../../../etc/group, out.txt] }
        nothing:
          extends: .make
          artifacts: { paths: [no-such-file.txt] }
        evil: { extends: .make }
        absolute: { extends: .make }
        link: { extends: .make }
        torn: { extends: .make }
        use-outside: { extends: .use, needs: [outside] }
        use-evil: { extends: .use, needs: [evil] }
        use-absolute: { extends: .use, needs: [absolute] }
        use-link: { extends: .use, needs: [link] }
        use-torn: { extends: .use, needs: [torn] }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Artifact_ThatLeadsOutOfTheProject_IsRefusedByName()
    {
        var rig = shared.Rig;
        rig.Lab.Tampering.ReplaceArchive("evil", Zip(("out.txt", "fine", 0), ("../../escaped.txt", "evil", 0)));
        rig.Lab.Tampering.ReplaceArchive("absolute", Zip(("/tmp/escaped.txt", "evil", 0)));
        rig.Lab.Tampering.ReplaceArchive("link", Zip(("way", "/etc", 0xA1FF), ("way/escaped.txt", "evil", 0)));
        rig.Lab.Tampering.ReplaceArchive("torn", Zip(("out.txt", "fine", 0))[..40]);

        var pipeline = await rig.RunToEndAsync(Pipeline, Cancellation);

        rig.AssertGreen(pipeline, "outside", "WARNING: ", "/etc/passwd", "../../../etc/group");
        await using (var archive = await ZipFile.OpenReadAsync(rig.Lab.ArtifactPath(pipeline.Job("outside").Id)!, Cancellation))
        {
            Assert.Equal(["out.txt"], archive.Entries.Select(entry => entry.FullName));
        }

        rig.AssertGreen(pipeline, "nothing", "no-such-file.txt", "No files to upload");
        rig.AssertGreen(pipeline, "use-outside", "result");
        AssertRefused("evil", "'../../escaped.txt'", "its name would lead out of the project directory");
        AssertRefused("absolute", "'/tmp/escaped.txt'", "its name would lead out of the project directory");
        AssertRefused("link", "way/escaped.txt", "leads out of the project directory");
        AssertRefused("torn", "artifacts of job torn");

        void AssertRefused(string maker, params string[] words) =>
            rig.AssertFailed(
                pipeline, "use-" + maker, "runner_system_failure", [$"artifacts of job {maker} ({pipeline.Job(maker).Id})", .. words]);
    }

    private static byte[] Zip(params (string Name, string Content, int UnixMode)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content, mode) in entries)
            {
                var entry = zip.CreateEntry(name);
                entry.ExternalAttributes = mode << 16;
                using var stream = entry.Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }
}
