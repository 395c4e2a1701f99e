namespace Gateway.Toolkit;

/// <summary>A whole body in memory. For answers of middleware, which are short.</summary>
internal static class Gathered
{
    public static Stream Stream(Body body)
    {
        var bytes = new MemoryStream();
        using (body)
        {
            foreach (var block in body)
                bytes.Write(block.Span);
        }

        bytes.Position = 0;
        return bytes;
    }
}
