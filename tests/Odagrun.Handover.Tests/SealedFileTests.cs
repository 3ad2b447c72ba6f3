using System.Security.Cryptography;

namespace Odagrun.Handover.Tests;

public sealed class SealedFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("odagrun-sealed-");

    private string Envelope => Path.Combine(_directory.FullName, "envelope");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public async Task Read_Pieces_JoinsThemInOrder(int count)
    {
        var pieces = Enumerable.Range(0, count).Select(_ => RandomNumberGenerator.GetBytes(1000)).ToArray();
        for (var index = 0; index < count; index++)
        {
            await File.WriteAllBytesAsync(SealedFile.PieceOf(Envelope, index), pieces[index], Cancellation);
        }

        Assert.Equal(pieces.SelectMany(piece => piece), await SealedFile.ReadAsync(Envelope, Cancellation));
    }

    [Fact]
    public async Task Read_WholeFile_IsItsContent()
    {
        await File.WriteAllTextAsync(Envelope, "whole", Cancellation);
        await File.WriteAllTextAsync(SealedFile.PieceOf(Envelope, 0), "left over", Cancellation);

        Assert.Equal("whole"u8.ToArray(), await SealedFile.ReadAsync(Envelope, Cancellation));
    }

    [Fact]
    public async Task Read_Neither_NamesTheFile()
    {
        var error = await Assert.ThrowsAsync<FileNotFoundException>(() => SealedFile.ReadAsync(Envelope, Cancellation));

        Assert.Equal(Envelope, error.FileName);
    }
}
