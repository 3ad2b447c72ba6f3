using System.Runtime.InteropServices;

// The C library comes from the system, never from a directory of ours.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
