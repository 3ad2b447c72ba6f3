using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary><c>git_describe_format_options</c>, version 1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GitDescribeFormatOptions
{
    public uint Version;
    public uint AbbreviatedSize;
    public int AlwaysUseLongFormat;
    public byte* DirtySuffix;
}
