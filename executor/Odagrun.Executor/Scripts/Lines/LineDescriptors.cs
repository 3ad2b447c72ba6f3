using System.ComponentModel;
using System.Runtime.InteropServices;
using Odagrun.Executor.Native;

namespace Odagrun.Executor.Scripts.Lines;

/// <summary>stdin, stdout and stderr of one command, after its redirections; closes what it opened.</summary>
internal sealed class LineDescriptors : IDisposable
{
    private const int Read = 0;
    private const int Create = 0x241; // O_WRONLY | O_CREAT | O_TRUNC
    private const int Append = 0x441; // O_WRONLY | O_CREAT | O_APPEND
    private const int ReadableByAll = 0x1B6; // 0666, less the umask

    private readonly List<int> _opened = [];
    private readonly int?[] _descriptors;

    internal LineDescriptors(int? input, int output, int error) => _descriptors = [input, output, error];

    internal int? Input => _descriptors[0];

    internal int Output => _descriptors[1] ?? -1;

    internal int Error => _descriptors[2] ?? -1;

    /// <summary>Applies a redirection.</summary>
    /// <exception cref="LineException">The file cannot be opened, or the descriptor is not one of three.</exception>
    internal void Apply(Redirection redirection, LineState state)
    {
        var target = state.Text(redirection.Target);
        switch (redirection.Operator)
        {
            case "&>":
                _descriptors[1] = _descriptors[2] = Open(target, Create, state);
                break;
            case ">&" or "<&":
                _descriptors[Index(redirection.Descriptor)] = _descriptors[Index(target is ['0' or '1' or '2'] ? target[0] - '0' : -1)];
                break;
            default:
                var flags = redirection.Operator switch { "<" => Read, ">" => Create, _ => Append };
                _descriptors[Index(redirection.Descriptor)] = Open(target, flags, state);
                break;
        }
    }

    public void Dispose()
    {
        foreach (var descriptor in _opened)
        {
            _ = Libc.Close(descriptor);
        }
    }

    private static int Index(int descriptor) =>
        descriptor is >= 0 and <= 2 ? descriptor : throw LineException.Missing("descriptors other than 0, 1 and 2");

    private int Open(string target, int flags, LineState state)
    {
        var path = Path.Combine(state.Directory, target);
        var descriptor = Libc.Open(path, flags | Libc.CloseOnExec, ReadableByAll);
        if (descriptor < 0)
        {
            throw new LineException($"{path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }

        _opened.Add(descriptor);
        return descriptor;
    }
}
