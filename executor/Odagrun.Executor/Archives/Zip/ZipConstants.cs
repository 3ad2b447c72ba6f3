namespace Odagrun.Executor.Archives.Zip;

/// <summary>Signatures and numbers of PKWARE's APPNOTE 6.3, and of Info-ZIP's extra fields.</summary>
internal static class ZipConstants
{
    internal const uint LocalHeader = 0x04034b50;
    internal const uint DataDescriptor = 0x08074b50;
    internal const uint CentralHeader = 0x02014b50;
    internal const uint Zip64End = 0x06064b50;
    internal const uint Zip64Locator = 0x07064b50;
    internal const uint End = 0x06054b50;

    internal const int LocalHeaderSize = 30;
    internal const int CentralHeaderSize = 46;
    internal const int EndSize = 22;
    internal const int Zip64EndSize = 56;
    internal const int Zip64LocatorSize = 20;

    internal const ushort Stored = 0;
    internal const ushort Deflated = 8;

    internal const ushort FlagEncrypted = 1 << 0;
    internal const ushort FlagDescriptor = 1 << 3;
    internal const ushort FlagUtf8 = 1 << 11;

    internal const ushort Version20 = 20;
    internal const ushort Version45 = 45;
    internal const ushort MadeOnUnix = 3 << 8;

    internal const ushort ExtraZip64 = 0x0001;
    internal const ushort ExtraTime = 0x5455;
    internal const ushort ExtraOwner = 0x7875;
}
