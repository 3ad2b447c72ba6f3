using System.Runtime.CompilerServices;

namespace Odagrun.Executor.Git.Native;

/// <summary><c>git_oid</c>: 20 bytes of sha1.</summary>
[InlineArray(20)]
internal struct GitObjectId
{
    private byte _first;

    /// <summary>Reads 40 hex digits.</summary>
    internal static GitObjectId Parse(string hex)
    {
        GitObjectId id = default;
        Convert.FromHexString(hex).CopyTo((Span<byte>)id);
        return id;
    }
}
