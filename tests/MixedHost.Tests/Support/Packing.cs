using System.IO.Compression;
using System.Text;

namespace MixedHost.Tests;

internal static class Packing
{
    public static byte[] Pack(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    /// <summary>What can be unpacked so far: the rest may still be to come.</summary>
    public static string Unpack(byte[] packed)
    {
        var unpacked = new MemoryStream();
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            int next;
            while ((next = gzip.ReadByte()) >= 0)
                unpacked.WriteByte((byte)next);
        }
        catch (InvalidDataException)
        {
        }

        return Encoding.UTF8.GetString(unpacked.ToArray());
    }
}
