using System.Diagnostics;
using Odagrun.Stack.Processes;

namespace Odagrun.Oci.Tests.Pushing;

/// <summary>A tree made, unpacked and listed by the system's own programs; .NET can't even remove every name that Linux has.</summary>
internal sealed class ShellTree : IDisposable
{
    /// <summary>Everything that a layer can hold, awkward names included.</summary>
    public const string Everything = """
        mkdir -p etc/deep usr/bin var/empty 'with space'
        echo hello >etc/hosts; chmod 0640 etc/hosts
        printf '#!/bin/sh\n' >usr/bin/tool; chmod 4755 usr/bin/tool
        ln usr/bin/tool usr/bin/also; ln -s ../usr/bin/tool etc/link; ln -s /nowhere etc/dangling
        chmod 1777 var/empty
        truncate -s 3M etc/sparse; printf end | dd of=etc/sparse bs=1 seek=2000000 conv=notrunc status=none
        head -c 2500000 /dev/urandom >usr/bin/large
        long=$(printf 'n%.0s' $(seq 1 120)); mkdir -p "$long/$long"; echo deep >"$long/$long/$long"
        ln -s "$long/$long/$long" etc/longlink
        : >"$(printf 'bytes-\377-\303\250')"; : >'with space/ä→😀'
        : >empty; touch -d '2001-02-03 04:05:06.789' etc/hosts; touch -d '1999-01-01' usr
        """;

    /// <summary>Runs lines of bash in a directory; gives what they print.</summary>
    public static async Task<string> RunAsync(string directory, string script)
    {
        await using var process = ChildProcess.Start(new ProcessSpec("bash", "-ec", script) { WorkingDirectory = directory });
        var code = await process.WaitAsync(TestContext.Current.CancellationToken);
        return code == 0 ? process.Output : throw new InvalidOperationException($"bash ended with {code}: {process.Output}");
    }

    private ShellTree(string path) => Path = path;

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>A new directory that the lines have filled.</summary>
    public static async Task<ShellTree> MakeAsync(string script = ":")
    {
        var tree = new ShellTree(Directory.CreateTempSubdirectory("odagrun-tree-").FullName);
        await RunAsync(tree.Path, script);
        return tree;
    }

    /// <summary>A path inside.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>One line an entry: type, mode, links, size, seconds, name, target; and the content's hashes.</summary>
    public static Task<string> ListAsync(string directory) => RunAsync(directory, """
        find . -mindepth 1 ! -type d -printf '%y %m %n %s %Ts %P %l\n' | LC_ALL=C sort
        find . -mindepth 1 -type d -printf '%y %m %Ts %P\n' | LC_ALL=C sort
        find . -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum
        """);

    public void Dispose()
    {
        using var removing = Process.Start("rm", ["-rf", Path]);
        removing.WaitForExit();
    }
}
